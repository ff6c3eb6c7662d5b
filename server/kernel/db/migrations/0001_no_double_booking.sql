CREATE EXTENSION IF NOT EXISTS btree_gist;
--> statement-breakpoint
ALTER TABLE "lessons" ADD CONSTRAINT "lessons_end_after_start" CHECK ("ends_at" > "starts_at");
--> statement-breakpoint
ALTER TABLE "lessons" ADD CONSTRAINT "lessons_teacher_booked"
  EXCLUDE USING gist ("teacher_id" WITH =, tstzrange("starts_at", "ends_at") WITH &&) WHERE ("cancelled_at" IS NULL);
--> statement-breakpoint
ALTER TABLE "lessons" ADD CONSTRAINT "lessons_room_booked"
  EXCLUDE USING gist ("room_id" WITH =, tstzrange("starts_at", "ends_at") WITH &&) WHERE ("cancelled_at" IS NULL);
--> statement-breakpoint
ALTER TABLE "lessons" ADD CONSTRAINT "lessons_class_booked"
  EXCLUDE USING gist ("class_id" WITH =, tstzrange("starts_at", "ends_at") WITH &&) WHERE ("cancelled_at" IS NULL);
