CREATE TABLE "live_session_facts" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"session_id" uuid NOT NULL,
	"type" text NOT NULL,
	"at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "qos_batches" (
	"session_id" uuid NOT NULL,
	"member_id" uuid NOT NULL,
	"component" text NOT NULL,
	"batch" text NOT NULL,
	"samples" text NOT NULL,
	"received_at" timestamp with time zone NOT NULL,
	CONSTRAINT "qos_batches_session_id_member_id_component_batch_pk" PRIMARY KEY("session_id","member_id","component","batch")
);
--> statement-breakpoint
CREATE TABLE "qos_reporters" (
	"session_id" uuid NOT NULL,
	"member_id" uuid NOT NULL,
	"component" text NOT NULL,
	"samples" integer NOT NULL,
	"bytes" integer NOT NULL,
	"dropped" integer NOT NULL,
	"received_at" timestamp with time zone NOT NULL,
	CONSTRAINT "qos_reporters_session_id_member_id_component_pk" PRIMARY KEY("session_id","member_id","component")
);
--> statement-breakpoint
ALTER TABLE "live_session_facts" ADD CONSTRAINT "live_session_facts_session_id_live_sessions_id_fk" FOREIGN KEY ("session_id") REFERENCES "public"."live_sessions"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "qos_batches" ADD CONSTRAINT "qos_batches_session_id_live_sessions_id_fk" FOREIGN KEY ("session_id") REFERENCES "public"."live_sessions"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "qos_batches" ADD CONSTRAINT "qos_batches_member_id_members_id_fk" FOREIGN KEY ("member_id") REFERENCES "public"."members"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "qos_reporters" ADD CONSTRAINT "qos_reporters_session_id_live_sessions_id_fk" FOREIGN KEY ("session_id") REFERENCES "public"."live_sessions"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "qos_reporters" ADD CONSTRAINT "qos_reporters_member_id_members_id_fk" FOREIGN KEY ("member_id") REFERENCES "public"."members"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "live_session_facts_session" ON "live_session_facts" USING btree ("session_id","at");--> statement-breakpoint
CREATE INDEX "qos_batches_received_at" ON "qos_batches" USING btree ("received_at");--> statement-breakpoint
CREATE INDEX "qos_reporters_received_at" ON "qos_reporters" USING btree ("received_at");