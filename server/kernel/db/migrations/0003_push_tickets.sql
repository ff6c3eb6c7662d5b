ALTER TABLE "live_sessions" ADD COLUMN "push_number" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "live_sessions" ADD COLUMN "push_device" text;--> statement-breakpoint
ALTER TABLE "live_sessions" ADD COLUMN "other_push_number" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "live_sessions" ADD COLUMN "publisher_device" text;