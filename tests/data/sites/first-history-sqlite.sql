BEGIN TRANSACTION;
CREATE TABLE "auth_group" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "name" varchar(150) NOT NULL UNIQUE);
INSERT INTO "auth_group" VALUES(1,'those who enter places');
CREATE TABLE "auth_group_permissions" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "group_id" integer NOT NULL REFERENCES "auth_group" ("id") DEFERRABLE INITIALLY DEFERRED, "permission_id" integer NOT NULL REFERENCES "auth_permission" ("id") DEFERRABLE INITIALLY DEFERRED);
INSERT INTO "auth_group_permissions" VALUES(1,1,34);
INSERT INTO "auth_group_permissions" VALUES(2,1,35);
INSERT INTO "auth_group_permissions" VALUES(3,1,36);
INSERT INTO "auth_group_permissions" VALUES(4,1,37);
CREATE TABLE "auth_permission" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "content_type_id" integer NOT NULL REFERENCES "django_content_type" ("id") DEFERRABLE INITIALLY DEFERRED, "codename" varchar(100) NOT NULL, "name" varchar(255) NOT NULL);
INSERT INTO "auth_permission" VALUES(1,1,'add_belligerent','Can add belligerent');
INSERT INTO "auth_permission" VALUES(2,1,'change_belligerent','Can change belligerent');
INSERT INTO "auth_permission" VALUES(3,1,'delete_belligerent','Can delete belligerent');
INSERT INTO "auth_permission" VALUES(4,1,'view_belligerent','Can view belligerent');
INSERT INTO "auth_permission" VALUES(5,2,'add_campaign','Can add campaign');
INSERT INTO "auth_permission" VALUES(6,2,'change_campaign','Can change campaign');
INSERT INTO "auth_permission" VALUES(7,2,'delete_campaign','Can delete campaign');
INSERT INTO "auth_permission" VALUES(8,2,'view_campaign','Can view campaign');
INSERT INTO "auth_permission" VALUES(9,3,'add_commander','Can add commander');
INSERT INTO "auth_permission" VALUES(10,3,'change_commander','Can change commander');
INSERT INTO "auth_permission" VALUES(11,3,'delete_commander','Can delete commander');
INSERT INTO "auth_permission" VALUES(12,3,'view_commander','Can view commander');
INSERT INTO "auth_permission" VALUES(13,4,'add_engagement','Can add engagement');
INSERT INTO "auth_permission" VALUES(14,4,'change_engagement','Can change engagement');
INSERT INTO "auth_permission" VALUES(15,4,'delete_engagement','Can delete engagement');
INSERT INTO "auth_permission" VALUES(16,4,'view_engagement','Can view engagement');
INSERT INTO "auth_permission" VALUES(17,5,'add_figureclaim','Can add figure claim');
INSERT INTO "auth_permission" VALUES(18,5,'change_figureclaim','Can change figure claim');
INSERT INTO "auth_permission" VALUES(19,5,'delete_figureclaim','Can delete figure claim');
INSERT INTO "auth_permission" VALUES(20,5,'view_figureclaim','Can view figure claim');
INSERT INTO "auth_permission" VALUES(21,6,'add_casualtyclaim','Can add casualty claim');
INSERT INTO "auth_permission" VALUES(22,6,'change_casualtyclaim','Can change casualty claim');
INSERT INTO "auth_permission" VALUES(23,6,'delete_casualtyclaim','Can delete casualty claim');
INSERT INTO "auth_permission" VALUES(24,6,'view_casualtyclaim','Can view casualty claim');
INSERT INTO "auth_permission" VALUES(25,7,'add_strengthclaim','Can add strength claim');
INSERT INTO "auth_permission" VALUES(26,7,'change_strengthclaim','Can change strength claim');
INSERT INTO "auth_permission" VALUES(27,7,'delete_strengthclaim','Can delete strength claim');
INSERT INTO "auth_permission" VALUES(28,7,'view_strengthclaim','Can view strength claim');
INSERT INTO "auth_permission" VALUES(29,8,'add_importrecord','Can add import record');
INSERT INTO "auth_permission" VALUES(30,8,'change_importrecord','Can change import record');
INSERT INTO "auth_permission" VALUES(31,8,'delete_importrecord','Can delete import record');
INSERT INTO "auth_permission" VALUES(32,8,'view_importrecord','Can view import record');
INSERT INTO "auth_permission" VALUES(33,8,'undo_importrecord','Can undo import');
INSERT INTO "auth_permission" VALUES(34,9,'add_place','Can add place');
INSERT INTO "auth_permission" VALUES(35,9,'change_place','Can change place');
INSERT INTO "auth_permission" VALUES(36,9,'delete_place','Can delete place');
INSERT INTO "auth_permission" VALUES(37,9,'view_place','Can view place');
INSERT INTO "auth_permission" VALUES(38,10,'add_source','Can add source');
INSERT INTO "auth_permission" VALUES(39,10,'change_source','Can change source');
INSERT INTO "auth_permission" VALUES(40,10,'delete_source','Can delete source');
INSERT INTO "auth_permission" VALUES(41,10,'view_source','Can view source');
INSERT INTO "auth_permission" VALUES(42,11,'add_outcomeclaim','Can add outcome claim');
INSERT INTO "auth_permission" VALUES(43,11,'change_outcomeclaim','Can change outcome claim');
INSERT INTO "auth_permission" VALUES(44,11,'delete_outcomeclaim','Can delete outcome claim');
INSERT INTO "auth_permission" VALUES(45,11,'view_outcomeclaim','Can view outcome claim');
INSERT INTO "auth_permission" VALUES(46,12,'add_dateclaim','Can add date claim');
INSERT INTO "auth_permission" VALUES(47,12,'change_dateclaim','Can change date claim');
INSERT INTO "auth_permission" VALUES(48,12,'delete_dateclaim','Can delete date claim');
INSERT INTO "auth_permission" VALUES(49,12,'view_dateclaim','Can view date claim');
INSERT INTO "auth_permission" VALUES(50,13,'add_unit','Can add unit');
INSERT INTO "auth_permission" VALUES(51,13,'change_unit','Can change unit');
INSERT INTO "auth_permission" VALUES(52,13,'delete_unit','Can delete unit');
INSERT INTO "auth_permission" VALUES(53,13,'view_unit','Can view unit');
INSERT INTO "auth_permission" VALUES(54,14,'add_subordination','Can add subordination');
INSERT INTO "auth_permission" VALUES(55,14,'change_subordination','Can change subordination');
INSERT INTO "auth_permission" VALUES(56,14,'delete_subordination','Can delete subordination');
INSERT INTO "auth_permission" VALUES(57,14,'view_subordination','Can view subordination');
INSERT INTO "auth_permission" VALUES(58,15,'add_participation','Can add participation');
INSERT INTO "auth_permission" VALUES(59,15,'change_participation','Can change participation');
INSERT INTO "auth_permission" VALUES(60,15,'delete_participation','Can delete participation');
INSERT INTO "auth_permission" VALUES(61,15,'view_participation','Can view participation');
INSERT INTO "auth_permission" VALUES(62,16,'add_name','Can add name');
INSERT INTO "auth_permission" VALUES(63,16,'change_name','Can change name');
INSERT INTO "auth_permission" VALUES(64,16,'delete_name','Can delete name');
INSERT INTO "auth_permission" VALUES(65,16,'view_name','Can view name');
INSERT INTO "auth_permission" VALUES(66,17,'add_appointment','Can add appointment');
INSERT INTO "auth_permission" VALUES(67,17,'change_appointment','Can change appointment');
INSERT INTO "auth_permission" VALUES(68,17,'delete_appointment','Can delete appointment');
INSERT INTO "auth_permission" VALUES(69,17,'view_appointment','Can view appointment');
INSERT INTO "auth_permission" VALUES(70,18,'add_changeset','Can add set of changes');
INSERT INTO "auth_permission" VALUES(71,18,'change_changeset','Can change set of changes');
INSERT INTO "auth_permission" VALUES(72,18,'delete_changeset','Can delete set of changes');
INSERT INTO "auth_permission" VALUES(73,18,'view_changeset','Can view set of changes');
INSERT INTO "auth_permission" VALUES(74,19,'add_change','Can add change');
INSERT INTO "auth_permission" VALUES(75,19,'change_change','Can change change');
INSERT INTO "auth_permission" VALUES(76,19,'delete_change','Can delete change');
INSERT INTO "auth_permission" VALUES(77,19,'view_change','Can view change');
INSERT INTO "auth_permission" VALUES(78,20,'add_logentry','Can add log entry');
INSERT INTO "auth_permission" VALUES(79,20,'change_logentry','Can change log entry');
INSERT INTO "auth_permission" VALUES(80,20,'delete_logentry','Can delete log entry');
INSERT INTO "auth_permission" VALUES(81,20,'view_logentry','Can view log entry');
INSERT INTO "auth_permission" VALUES(82,21,'add_permission','Can add permission');
INSERT INTO "auth_permission" VALUES(83,21,'change_permission','Can change permission');
INSERT INTO "auth_permission" VALUES(84,21,'delete_permission','Can delete permission');
INSERT INTO "auth_permission" VALUES(85,21,'view_permission','Can view permission');
INSERT INTO "auth_permission" VALUES(86,22,'add_group','Can add group');
INSERT INTO "auth_permission" VALUES(87,22,'change_group','Can change group');
INSERT INTO "auth_permission" VALUES(88,22,'delete_group','Can delete group');
INSERT INTO "auth_permission" VALUES(89,22,'view_group','Can view group');
INSERT INTO "auth_permission" VALUES(90,23,'add_user','Can add user');
INSERT INTO "auth_permission" VALUES(91,23,'change_user','Can change user');
INSERT INTO "auth_permission" VALUES(92,23,'delete_user','Can delete user');
INSERT INTO "auth_permission" VALUES(93,23,'view_user','Can view user');
INSERT INTO "auth_permission" VALUES(94,24,'add_contenttype','Can add content type');
INSERT INTO "auth_permission" VALUES(95,24,'change_contenttype','Can change content type');
INSERT INTO "auth_permission" VALUES(96,24,'delete_contenttype','Can delete content type');
INSERT INTO "auth_permission" VALUES(97,24,'view_contenttype','Can view content type');
INSERT INTO "auth_permission" VALUES(98,25,'add_session','Can add session');
INSERT INTO "auth_permission" VALUES(99,25,'change_session','Can change session');
INSERT INTO "auth_permission" VALUES(100,25,'delete_session','Can delete session');
INSERT INTO "auth_permission" VALUES(101,25,'view_session','Can view session');
CREATE TABLE "auth_user" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "password" varchar(128) NOT NULL, "last_login" datetime NULL, "is_superuser" bool NOT NULL, "username" varchar(150) NOT NULL UNIQUE, "last_name" varchar(150) NOT NULL, "email" varchar(254) NOT NULL, "is_staff" bool NOT NULL, "is_active" bool NOT NULL, "date_joined" datetime NOT NULL, "first_name" varchar(150) NOT NULL);
INSERT INTO "auth_user" VALUES(1,'pbkdf2_sha256$1000000$YhTGeHJkWzmIyI8RmBmElM$JnVAx+hLCqYLZ1RNiVutX+I16eU4aNBwAPqxEWnFztA=','2026-11-27 17:52:11.489636',1,'admin','','',1,1,'2026-11-27 17:52:06.862556','');
INSERT INTO "auth_user" VALUES(2,'pbkdf2_sha256$1000000$jDxHo9alue08d8rLlIPVmM$pmiv7E819nezVwy5otPAO2GRYx38hngFcU9DycQZFC0=',NULL,0,'lisi','','',1,1,'2026-11-27 17:52:11.798085','');
CREATE TABLE "auth_user_groups" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "user_id" integer NOT NULL REFERENCES "auth_user" ("id") DEFERRABLE INITIALLY DEFERRED, "group_id" integer NOT NULL REFERENCES "auth_group" ("id") DEFERRABLE INITIALLY DEFERRED);
INSERT INTO "auth_user_groups" VALUES(1,2,1);
CREATE TABLE "auth_user_user_permissions" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "user_id" integer NOT NULL REFERENCES "auth_user" ("id") DEFERRABLE INITIALLY DEFERRED, "permission_id" integer NOT NULL REFERENCES "auth_permission" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "battles_appointment" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "note" text NOT NULL, "ref" varchar(120) NOT NULL UNIQUE, "locator" varchar(100) NOT NULL, "wording" varchar(200) NOT NULL, "quoted_locator" varchar(100) NOT NULL, "office" varchar(200) NOT NULL, "role" varchar(30) NOT NULL, "rank" varchar(100) NOT NULL, "start" varchar(100) NOT NULL, "end" varchar(100) NOT NULL, "start_sort" bigint NULL, "end_last" bigint NULL, "search_key" text NOT NULL, "campaign_id" bigint NULL REFERENCES "battles_campaign" ("id") DEFERRABLE INITIALLY DEFERRED, "commander_id" bigint NOT NULL REFERENCES "battles_commander" ("id") DEFERRABLE INITIALLY DEFERRED, "quoted_source_id" bigint NULL REFERENCES "battles_source" ("id") DEFERRABLE INITIALLY DEFERRED, "source_id" bigint NOT NULL REFERENCES "battles_source" ("id") DEFERRABLE INITIALLY DEFERRED, "unit_id" bigint NULL REFERENCES "battles_unit" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "appointment_ref_identifies" CHECK ("ref" REGEXP '^[-a-zA-Z0-9_]+$'), CONSTRAINT "appointment_quotes_another" CHECK (("quoted_source_id" IS NULL OR NOT ("quoted_source_id" = ("source_id") AND "quoted_source_id" IS NOT NULL))), CONSTRAINT "appointment_quoted_place" CHECK (("quoted_locator" = '' OR "quoted_source_id" IS NOT NULL)), CONSTRAINT "appointment_role_known" CHECK ("role" IN ('commander', 'acting_commander', 'deputy_commander', 'chief_of_staff', 'acting_chief_of_staff', 'nominal_commander', 'office_holder', 'member', 'other')), CONSTRAINT "appointment_start_is_date" CHECK (("start" = '' OR "start_sort" IS NOT NULL)), CONSTRAINT "appointment_end_is_date" CHECK (("end" = '' OR "end_last" IS NOT NULL)), CONSTRAINT "appointment_dates_in_order" CHECK (("start_sort" IS NULL OR "end_last" IS NULL OR "start_sort" <= ("end_last"))), CONSTRAINT "appointment_to_something" CHECK (("unit_id" IS NOT NULL OR NOT ("office" = ''))));
CREATE TABLE "battles_belligerent" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "note" text NOT NULL, "slug" varchar(100) NOT NULL UNIQUE, "name" varchar(200) NOT NULL, "name_en" varchar(200) NOT NULL, "search_key" text NOT NULL, CONSTRAINT "belligerent_slug_identifies" CHECK ("slug" REGEXP '^[-a-zA-Z0-9_]+$'), CONSTRAINT "belligerent_name_given" CHECK (NOT ("name" = '')));
INSERT INTO "battles_belligerent" VALUES(1,'','chinese-communists','中國共產黨','Chinese Communist forces','chinesecommunists
中国共产党
chinesecommunistforces');
INSERT INTO "battles_belligerent" VALUES(2,'','empire-of-japan','大日本帝國','Empire of Japan','empireofjapan
大日本帝国');
INSERT INTO "battles_belligerent" VALUES(3,'','republic-of-china','中華民國','Republic of China','republicofchina
中华民国');
INSERT INTO "battles_belligerent" VALUES(4,'','soviet-union','蘇聯','Soviet Union','sovietunion
苏联');
INSERT INTO "battles_belligerent" VALUES(5,'Named in document 002, ¶70, without a date of its beginning.','wang-jingwei-regime','汪精衛政權','Wang Jingwei regime','wangjingweiregime
汪精卫政权
namedindocument#00270withoutadateofitsbeginning');
CREATE TABLE "battles_campaign" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "note" text NOT NULL, "slug" varchar(100) NOT NULL UNIQUE, "name" varchar(200) NOT NULL, "name_en" varchar(200) NOT NULL, "search_key" text NOT NULL, "start" varchar(100) NOT NULL, "end" varchar(100) NOT NULL, "start_sort" bigint NULL, "end_last" bigint NULL, "outcome" varchar(20) NOT NULL, "part_of_id" bigint NULL REFERENCES "battles_campaign" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "campaign_slug_identifies" CHECK ("slug" REGEXP '^[-a-zA-Z0-9_]+$'), CONSTRAINT "campaign_name_given" CHECK (NOT ("name" = '')), CONSTRAINT "campaign_start_is_date" CHECK (("start" = '' OR "start_sort" IS NOT NULL)), CONSTRAINT "campaign_end_is_date" CHECK (("end" = '' OR "end_last" IS NOT NULL)), CONSTRAINT "campaign_dates_in_order" CHECK (("start_sort" IS NULL OR "end_last" IS NULL OR "start_sort" <= ("end_last"))), CONSTRAINT "campaign_outcome_known" CHECK ("outcome" IN ('', 'victory', 'pyrrhic_victory', 'inconclusive', 'stalemate', 'withdrawal', 'captured', 'recaptured', 'repulsed', 'other')), CONSTRAINT "campaign_part_of_is_another" CHECK (("part_of_id" IS NULL OR NOT ("part_of_id" = ("id") AND "part_of_id" IS NOT NULL))));
INSERT INTO "battles_campaign" VALUES(1,'','second-sino-japanese-war','中國抗日戰爭','Second Sino-Japanese War','secondsinojapanesewar
中国抗日战争','1937-07-07','',707297,NULL,'',NULL);
INSERT INTO "battles_campaign" VALUES(7,'Renamed by an editor.','battle-of-wuhan','武漢保衛戰','Battle of Wuhan','battleofwuhan
武汉保卫战
renamedbyaneditor','1938-06-11','1938-10-25',707636,707772,'pyrrhic_victory',1);
INSERT INTO "battles_campaign" VALUES(10,'','jin-cha-ji-sweep-1938','晉察冀反掃蕩','Autumn 1938 sweep against the Jin-Cha-Ji base','jinchajisweep#1938
晋察冀反扫荡
autumn#1938sweepagainstthejinchajibase','1938-09~','1938-11',707718,707808,'',1);
INSERT INTO "battles_campaign" VALUES(13,'Named only by a navigation template (¶90); the Chinese name is editorial.','world-war-ii','第二次世界大戰','World War II','worldwarii
#2次世界大战
namedonlybyanavigationtemplate#90thechinesenameiseditorial','','',NULL,NULL,'',NULL);
INSERT INTO "battles_campaign" VALUES(14,'Entered twice.','Battle-of-Wuhan','武漢會戰','Battle of Wuhan','battleofwuhan
武汉会战
enteredtwice','','',NULL,NULL,'',NULL);
CREATE TABLE "battles_campaign_places" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "campaign_id" bigint NOT NULL REFERENCES "battles_campaign" ("id") DEFERRABLE INITIALLY DEFERRED, "place_id" bigint NOT NULL REFERENCES "battles_place" ("id") DEFERRABLE INITIALLY DEFERRED);
INSERT INTO "battles_campaign_places" VALUES(5,7,30);
CREATE TABLE "battles_change" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "model" varchar(30) NOT NULL, "record_id" bigint NOT NULL, "identity" varchar(120) NOT NULL, "before" text NULL CHECK ((JSON_VALID("before") OR "before" IS NULL)), "after" text NULL CHECK ((JSON_VALID("after") OR "after" IS NULL)), "change_set_id" bigint NOT NULL REFERENCES "battles_changeset" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "change_has_state" CHECK (("before" IS NOT NULL OR "after" IS NOT NULL)));
INSERT INTO "battles_change" VALUES(1,'campaign',7,'battle-of-wuhan','{"note": "", "slug": "battle-of-wuhan", "name": "\u6b66\u6f22\u6703\u6230", "name_en": "Battle of Wuhan", "start": "1938-06-11", "end": "1938-10-25", "outcome": "pyrrhic_victory", "part_of_id": 1, "places": [30]}','{"note": "Renamed by an editor.", "slug": "battle-of-wuhan", "name": "\u6b66\u6f22\u4fdd\u885b\u6230", "name_en": "Battle of Wuhan", "start": "1938-06-11", "end": "1938-10-25", "outcome": "pyrrhic_victory", "part_of_id": 1, "places": [30]}',1);
INSERT INTO "battles_change" VALUES(2,'outcomeclaim',1,'zhwiki-wuhan-battle-of-wuhan-empire-of-japan-pyrrhic-victory-014a8edeed','{"note": "", "ref": "zhwiki-wuhan-battle-of-wuhan-empire-of-japan-pyrrhic-victory-014a8edeed", "source_id": 32, "locator": "\u00b68", "wording": "\u65e5\u8ecd\u6158\u52dd", "quoted_source_id": null, "quoted_locator": "", "attributed_to": "", "campaign_id": 7, "engagement_id": null, "victor_id": 2, "outcome": "pyrrhic_victory"}',NULL,2);
INSERT INTO "battles_change" VALUES(3,'source',18,'mnd-museum-web','{"note": "External link of the article (\u00b678); no statement of it is cited from there.", "slug": "mnd-museum-web", "title": "\u570b\u8ecd\u6b77\u53f2\u6587\u7269\u9928", "title_en": "Armed Forces Museum", "kind": "web_page", "authors": "", "publisher": "", "place": "", "issued": "", "language": "zh-Hant", "isbn": "", "url": "http://museum.mnd.gov.tw/", "archived_url": "", "accessed": "", "document": "", "document_sha256": "", "derived_from_id": null, "reliability": ""}',NULL,3);
INSERT INTO "battles_change" VALUES(4,'place',108,'hanyang',NULL,'{"note": "", "slug": "hanyang", "name": "\u6f22\u967d\u7e23", "name_en": "Hanyang County", "part_of_id": null, "latitude": null, "longitude": null}',4);
INSERT INTO "battles_change" VALUES(5,'name',455,'zhwiki-wuhan-hanyang-zh-hant-26ca1855f3',NULL,'{"note": "", "ref": "zhwiki-wuhan-hanyang-zh-hant-26ca1855f3", "source_id": 32, "locator": "\u00b62", "wording": "", "quoted_source_id": null, "quoted_locator": "", "campaign_id": null, "engagement_id": null, "unit_id": null, "commander_id": null, "place_id": 107, "belligerent_id": null, "text": "\u6f22\u967d", "language": "zh-Hant"}',4);
INSERT INTO "battles_change" VALUES(6,'figureclaim',126,'zhwiki-wuhan-battle-of-wuhan-empire-of-japan-casualties-killed-divisions-300ff9ef00',NULL,'{"note": "", "ref": "zhwiki-wuhan-battle-of-wuhan-empire-of-japan-casualties-killed-divisions-300ff9ef00", "source_id": 32, "locator": "\u00b616", "wording": "", "quoted_source_id": null, "quoted_locator": "", "attributed_to": "", "campaign_id": 7, "engagement_id": null, "unit_id": null, "belligerent_id": 2, "kind": "casualties", "category": "killed", "counted": "divisions", "low": 5.5, "high": 5.5, "qualifier": "exact", "as_of": "", "scope": "", "claimant_id": null, "standing": "normal", "standing_reason": "", "disputed": 0}',4);
INSERT INTO "battles_change" VALUES(7,'place',109,'wuchang-district',NULL,'{"note":"","slug":"wuchang-district","name":"武昌區","name_en":"","part_of_id":null,"latitude":null,"longitude":null}',5);
INSERT INTO "battles_change" VALUES(8,'place',110,'wuchang-town',NULL,'{"note":"","slug":"wuchang-town","name":"武昌鎮","name_en":"","part_of_id":null,"latitude":null,"longitude":null}',6);
INSERT INTO "battles_change" VALUES(9,'place',110,'wuchang-town','{"note":"","slug":"wuchang-town","name":"武昌鎮","name_en":"","part_of_id":null,"latitude":null,"longitude":null}',NULL,7);
CREATE TABLE "battles_changeset" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "made_at" datetime NOT NULL, "way" varchar(10) NOT NULL, "message" text NOT NULL, "made_by_id" integer NULL REFERENCES "auth_user" ("id") DEFERRABLE INITIALLY DEFERRED, "undoes_id" bigint NULL UNIQUE REFERENCES "battles_changeset" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "changeset_way_known" CHECK ("way" IN ('edit', 'import', 'undo', 'restore')), CONSTRAINT "changeset_undo_undoes" CHECK ((("undoes_id" IS NOT NULL AND "way" = 'undo') OR (NOT ("way" = 'undo') AND "undoes_id" IS NULL))));
INSERT INTO "battles_changeset" VALUES(1,'2026-11-27 17:52:12.171765','edit','The usual name in the sources',2,NULL);
INSERT INTO "battles_changeset" VALUES(2,'2026-11-27 17:52:12.256631','edit','',2,NULL);
INSERT INTO "battles_changeset" VALUES(3,'2026-11-27 17:52:12.284442','edit','',2,NULL);
INSERT INTO "battles_changeset" VALUES(4,'2026-11-27 17:52:12.289607','edit','',1,NULL);
INSERT INTO "battles_changeset" VALUES(5,'2026-11-27 17:52:12.302528','import','',NULL,NULL);
INSERT INTO "battles_changeset" VALUES(6,'2026-11-27 17:52:12.306468','import','',NULL,NULL);
INSERT INTO "battles_changeset" VALUES(7,'2026-11-27 17:52:12.315477','undo','Wrong file',2,6);
CREATE TABLE "battles_commander" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "note" text NOT NULL, "slug" varchar(100) NOT NULL UNIQUE, "name" varchar(200) NOT NULL, "name_en" varchar(200) NOT NULL, "search_key" text NOT NULL, "rank" varchar(100) NOT NULL, "is_fictional" bool NOT NULL, "born" varchar(100) NOT NULL, "died" varchar(100) NOT NULL, "born_sort" bigint NULL, "died_last" bigint NULL, "belligerent_id" bigint NULL REFERENCES "battles_belligerent" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "commander_slug_identifies" CHECK ("slug" REGEXP '^[-a-zA-Z0-9_]+$'), CONSTRAINT "commander_name_given" CHECK (NOT ("name" = '')), CONSTRAINT "commander_born_is_date" CHECK (("born" = '' OR "born_sort" IS NOT NULL)), CONSTRAINT "commander_died_is_date" CHECK (("died" = '' OR "died_last" IS NOT NULL)), CONSTRAINT "commander_dates_in_order" CHECK (("born_sort" IS NULL OR "died_last" IS NULL OR "born_sort" <= ("died_last"))));
INSERT INTO "battles_commander" VALUES(1,'','bai-chongxi','白崇禧','Bai Chongxi','baichongxi
白崇禧','',0,'','',NULL,NULL,3);
INSERT INTO "battles_commander" VALUES(2,'','chen-cheng','陳誠','Chen Cheng','chencheng
陈诚','',0,'','',NULL,NULL,3);
INSERT INTO "battles_commander" VALUES(3,'','chiang-kai-shek','蔣中正','Chiang Kai-shek','chiangkaishek
蒋中正','',0,'','',NULL,NULL,3);
INSERT INTO "battles_commander" VALUES(4,'','dai-li','戴笠','Dai Li','daili
戴笠','',0,'','',NULL,NULL,3);
CREATE TABLE "battles_dateclaim" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "note" text NOT NULL, "ref" varchar(120) NOT NULL UNIQUE, "locator" varchar(100) NOT NULL, "wording" varchar(200) NOT NULL, "quoted_locator" varchar(100) NOT NULL, "attributed_to" varchar(200) NOT NULL, "boundary" varchar(10) NOT NULL, "date" varchar(100) NOT NULL, "search_key" text NOT NULL, "date_sort" bigint NULL, "date_last" bigint NULL, "campaign_id" bigint NULL REFERENCES "battles_campaign" ("id") DEFERRABLE INITIALLY DEFERRED, "engagement_id" bigint NULL REFERENCES "battles_engagement" ("id") DEFERRABLE INITIALLY DEFERRED, "quoted_source_id" bigint NULL REFERENCES "battles_source" ("id") DEFERRABLE INITIALLY DEFERRED, "source_id" bigint NOT NULL REFERENCES "battles_source" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "dateclaim_ref_identifies" CHECK ("ref" REGEXP '^[-a-zA-Z0-9_]+$'), CONSTRAINT "dateclaim_quotes_another" CHECK (("quoted_source_id" IS NULL OR NOT ("quoted_source_id" = ("source_id") AND "quoted_source_id" IS NOT NULL))), CONSTRAINT "dateclaim_quoted_place" CHECK (("quoted_locator" = '' OR "quoted_source_id" IS NOT NULL)), CONSTRAINT "dateclaim_one_event" CHECK ((("campaign_id" IS NOT NULL AND "engagement_id" IS NULL) OR ("campaign_id" IS NULL AND "engagement_id" IS NOT NULL))), CONSTRAINT "dateclaim_boundary_known" CHECK ("boundary" IN ('start', 'end', 'on')), CONSTRAINT "dateclaim_date_is_date" CHECK ("date_sort" IS NOT NULL));
INSERT INTO "battles_dateclaim" VALUES(1,'¶33 opens the campaign with the air raid of 18 February, ¶40 with 13 June.','zhwiki-wuhan-battle-of-wuhan-start-1938-06-11-4f616ac5c4','¶7','1938年6月11日','','','start','1938-06-11','zhwikiwuhanbattleofwuhanstart#193806114f#616ac#5c#4
#1938年#6月#11日
#33opensthecampaignwiththeairraidof#18february#40with#13june',707636,707636,7,NULL,NULL,32);
INSERT INTO "battles_dateclaim" VALUES(2,'¶63 has the towns of Wuhan taken on 26 and 27 October.','zhwiki-wuhan-battle-of-wuhan-end-1938-10-25-0131bc1741','¶7','1938年10月25日','','','end','1938-10-25','zhwikiwuhanbattleofwuhanend#193810250131bc#1741
#1938年#10月#25日
#63hasthetownsofwuhantakenon#26and#27october',707772,707772,7,NULL,NULL,32);
INSERT INTO "battles_dateclaim" VALUES(3,'Beginning of the full-scale invasion.','zhwiki-wuhan-second-sino-japanese-war-start-1937-07-07-f4cede53e0','¶23','1937年7月7日','','','start','1937-07-07','zhwikiwuhansecondsinojapanesewarstart#19370707f#4cede#53e#0
#1937年#7月#7日
beginningofthefullscaleinvasion',707297,707297,1,NULL,NULL,32);
INSERT INTO "battles_dateclaim" VALUES(5,'By then Wuhan had become the capital in fact.','zhwiki-wuhan-government-move-1937-end-1937-12-31-c10b5b05d8','¶23','到1937年底','','','end','1937-12-31~','zhwikiwuhangovernmentmove#1937end#19371231c#10b#5b#05d#8
到#1937年底
bythenwuhanhadbecomethecapitalinfact',707474,707474,NULL,2,NULL,32);
INSERT INTO "battles_dateclaim" VALUES(6,'','zhwiki-wuhan-konoe-cabinet-change-1938-on-1938-6876aba7fa','¶24','於1938年改組內閣','','','on','1938','zhwikiwuhankonoecabinetchange#1938on#19386876aba#7fa
于#1938年改组内阁',707475,707839,NULL,6,NULL,32);
INSERT INTO "battles_dateclaim" VALUES(7,'Issue (發布) of the 國家總動員法; ¶34 gives 24 March for its passing.','zhwiki-wuhan-national-mobilization-law-1938-on-1938-05-05-76d748afad','¶24','同年5月5日','','','on','1938-05-05','zhwikiwuhannationalmobilizationlaw#1938on#1938050576d#748afad
同年#5月#5日
issue发布ofthe国家总动员法#34gives#24marchforitspassing',707599,707599,NULL,7,NULL,32);
CREATE TABLE "battles_engagement" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "note" text NOT NULL, "slug" varchar(100) NOT NULL UNIQUE, "name" varchar(200) NOT NULL, "name_en" varchar(200) NOT NULL, "search_key" text NOT NULL, "start" varchar(100) NOT NULL, "end" varchar(100) NOT NULL, "start_sort" bigint NULL, "end_last" bigint NULL, "outcome" varchar(20) NOT NULL, "kind" varchar(20) NOT NULL, "front" varchar(100) NOT NULL, "campaign_id" bigint NULL REFERENCES "battles_campaign" ("id") DEFERRABLE INITIALLY DEFERRED, "victor_id" bigint NULL REFERENCES "battles_belligerent" ("id") DEFERRABLE INITIALLY DEFERRED, "part_of_id" bigint NULL REFERENCES "battles_engagement" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "engagement_slug_identifies" CHECK ("slug" REGEXP '^[-a-zA-Z0-9_]+$'), CONSTRAINT "engagement_name_given" CHECK (NOT ("name" = '')), CONSTRAINT "engagement_start_is_date" CHECK (("start" = '' OR "start_sort" IS NOT NULL)), CONSTRAINT "engagement_end_is_date" CHECK (("end" = '' OR "end_last" IS NOT NULL)), CONSTRAINT "engagement_dates_in_order" CHECK (("start_sort" IS NULL OR "end_last" IS NULL OR "start_sort" <= ("end_last"))), CONSTRAINT "engagement_outcome_known" CHECK ("outcome" IN ('', 'victory', 'pyrrhic_victory', 'inconclusive', 'stalemate', 'withdrawal', 'captured', 'recaptured', 'repulsed', 'other')), CONSTRAINT "engagement_part_of_is_another" CHECK (("part_of_id" IS NULL OR NOT ("part_of_id" = ("id") AND "part_of_id" IS NOT NULL))), CONSTRAINT "engagement_kind_known" CHECK ("kind" IN ('battle', 'siege', 'landing', 'crossing', 'capture', 'recapture', 'breakthrough', 'advance', 'defence', 'counterattack', 'encirclement', 'pursuit', 'withdrawal', 'sweep', 'raid', 'air_battle', 'bombing', 'naval_action', 'breach', 'gas_use', 'other')), CONSTRAINT "engagement_within_something" CHECK (("campaign_id" IS NOT NULL OR "part_of_id" IS NOT NULL)));
INSERT INTO "battles_engagement" VALUES(1,'The document says less than a month after 7 July 1937; name editorial.','beiping-tianjin-capture-1937-07','北平及天津陷落','Fall of Beiping and Tianjin','beipingtianjincapture#193707
北平及天津陷落
fallofbeipingandtianjin
thedocumentsayslessthanamonthafter#7july#1937nameeditorial','[1937-07-07..1937-08-06]','',707297,NULL,'captured','capture','',1,2,NULL);
INSERT INTO "battles_engagement" VALUES(2,'Name editorial. ¶23 puts the decision after 12 November 1937 and Wuhan''s role as capital in fact at the end of the year.','government-move-1937','國民政府西遷','Westward move of the National Government','governmentmove#1937
国民政府西迁
westwardmoveofthenationalgovernment
nameeditorial#23putsthedecisionafter#12november#1937andwuhansroleascapitalinfactattheendoftheyear','1937-11','1937-12~',707414,707474,'','other','',1,NULL,NULL);
INSERT INTO "battles_engagement" VALUES(4,'','wuhan-defence-plan-1937-12-13','保衛武漢作戰計劃','Plan of operations for the defence of Wuhan','wuhandefenceplan#19371213
保卫武汉作战计划
planofoperationsforthedefenceofwuhan','1937-12-13','1937-12-13',707456,707456,'','other','',7,NULL,NULL);
INSERT INTO "battles_engagement" VALUES(5,'After May and before 9 June 1938, as ¶36 tells it.','henan-forward-defence-1938','河南防線','Forward defence line in Henan','henanforwarddefence#1938
河南防线
forwarddefencelineinhenan
aftermayandbefore#9june#1938as#36tellsit','1938','',707475,NULL,'','defence','',7,2,NULL);
INSERT INTO "battles_engagement" VALUES(6,'Name editorial.','konoe-cabinet-change-1938','近衛內閣改組','Reshuffle of the Konoe cabinet','konoecabinetchange#1938
近卫内阁改组
reshuffleofthekonoecabinet
nameeditorial','1938','',707475,NULL,'','other','',1,NULL,NULL);
INSERT INTO "battles_engagement" VALUES(7,'¶24 gives 5 May for its issue and calls it 國家總動員法; ¶34 gives 24 March for its passing and calls it 國家總動員令.','national-mobilization-law-1938','國家總動員法','National Mobilization Law','nationalmobilizationlaw#1938
国家总动员法
nationalmobilizationlaw
#24gives#5mayforitsissueandcallsit国家总动员法#34gives#24marchforitspassingandcallsit国家总动员令','1938-03-24','1938-05-05',707557,707599,'','other','',1,NULL,NULL);
CREATE TABLE "battles_engagement_places" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "engagement_id" bigint NOT NULL REFERENCES "battles_engagement" ("id") DEFERRABLE INITIALLY DEFERRED, "place_id" bigint NOT NULL REFERENCES "battles_place" ("id") DEFERRABLE INITIALLY DEFERRED);
INSERT INTO "battles_engagement_places" VALUES(4,2,30);
INSERT INTO "battles_engagement_places" VALUES(6,4,30);
CREATE TABLE "battles_figureclaim" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "note" text NOT NULL, "ref" varchar(120) NOT NULL UNIQUE, "locator" varchar(100) NOT NULL, "wording" varchar(200) NOT NULL, "quoted_locator" varchar(100) NOT NULL, "attributed_to" varchar(200) NOT NULL, "kind" varchar(30) NOT NULL, "category" varchar(30) NOT NULL, "counted" varchar(20) NOT NULL, "low" decimal NULL, "high" decimal NULL, "qualifier" varchar(20) NOT NULL, "as_of" varchar(100) NOT NULL, "scope" varchar(200) NOT NULL, "standing" varchar(20) NOT NULL, "standing_reason" varchar(300) NOT NULL, "disputed" bool NOT NULL, "search_key" text NOT NULL, "as_of_sort" bigint NULL, "belligerent_id" bigint NULL REFERENCES "battles_belligerent" ("id") DEFERRABLE INITIALLY DEFERRED, "campaign_id" bigint NULL REFERENCES "battles_campaign" ("id") DEFERRABLE INITIALLY DEFERRED, "claimant_id" bigint NULL REFERENCES "battles_belligerent" ("id") DEFERRABLE INITIALLY DEFERRED, "engagement_id" bigint NULL REFERENCES "battles_engagement" ("id") DEFERRABLE INITIALLY DEFERRED, "quoted_source_id" bigint NULL REFERENCES "battles_source" ("id") DEFERRABLE INITIALLY DEFERRED, "source_id" bigint NOT NULL REFERENCES "battles_source" ("id") DEFERRABLE INITIALLY DEFERRED, "unit_id" bigint NULL REFERENCES "battles_unit" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "figureclaim_ref_identifies" CHECK ("ref" REGEXP '^[-a-zA-Z0-9_]+$'), CONSTRAINT "figureclaim_quotes_another" CHECK (("quoted_source_id" IS NULL OR NOT ("quoted_source_id" = ("source_id") AND "quoted_source_id" IS NOT NULL))), CONSTRAINT "figureclaim_quoted_place" CHECK (("quoted_locator" = '' OR "quoted_source_id" IS NOT NULL)), CONSTRAINT "figureclaim_one_event" CHECK ((("campaign_id" IS NOT NULL AND "engagement_id" IS NULL) OR ("campaign_id" IS NULL AND "engagement_id" IS NOT NULL))), CONSTRAINT "figureclaim_kind_known" CHECK ("kind" IN ('casualties', 'civilian_casualties', 'materiel_losses', 'strength', 'other')), CONSTRAINT "figureclaim_category_known" CHECK ("category" IN ('killed', 'wounded', 'missing', 'captured', 'killed_and_wounded', 'missing_and_captured', 'total', 'survivors', 'unfit', 'lost', 'damaged', 'present', 'engaged', 'reinforcement', 'reserve', 'requested', 'other')), CONSTRAINT "figureclaim_counted_known" CHECK ("counted" IN ('persons', 'officers', 'armies', 'corps', 'divisions', 'brigades', 'regiments', 'battalions', 'aircraft', 'ships', 'guns', 'tanks', 'bombs', 'places', 'percent', 'days', 'months', 'other')), CONSTRAINT "figureclaim_qualifier_known" CHECK ("qualifier" IN ('exact', 'about', 'over', 'at_least', 'under', 'at_most', 'range', 'several', 'unquantified')), CONSTRAINT "figureclaim_standing_known" CHECK ("standing" IN ('preferred', 'normal', 'deprecated')), CONSTRAINT "figureclaim_as_of_is_date" CHECK (("as_of" = '' OR "as_of_sort" IS NOT NULL)), CONSTRAINT "figureclaim_category_fits_kind" CHECK (((NOT ("kind" IN ('casualties', 'civilian_casualties', 'materiel_losses')) OR "category" IN ('killed', 'wounded', 'missing', 'captured', 'killed_and_wounded', 'missing_and_captured', 'total', 'survivors', 'unfit', 'lost', 'damaged', 'other')) AND (NOT ("kind" = 'strength') OR "category" IN ('total', 'present', 'engaged', 'reinforcement', 'reserve', 'requested', 'other')))), CONSTRAINT "figureclaim_not_negative" CHECK ((("low" IS NULL OR "low" >= '0') AND ("high" IS NULL OR "high" >= '0'))), CONSTRAINT "figureclaim_low_to_high" CHECK (("low" IS NULL OR "high" IS NULL OR "low" <= ("high"))), CONSTRAINT "figureclaim_one_number" CHECK ((NOT ("qualifier" IN ('exact', 'about')) OR ("high" IS NOT NULL AND "low" = ("high") AND "low" IS NOT NULL))), CONSTRAINT "figureclaim_low_only" CHECK ((NOT ("qualifier" IN ('over', 'at_least')) OR ("high" IS NULL AND "low" IS NOT NULL))), CONSTRAINT "figureclaim_high_only" CHECK ((NOT ("qualifier" IN ('under', 'at_most')) OR ("high" IS NOT NULL AND "low" IS NULL))), CONSTRAINT "figureclaim_range_widens" CHECK ((NOT ("qualifier" = 'range') OR ("high" IS NOT NULL AND "low" IS NOT NULL AND "low" < ("high")))), CONSTRAINT "figureclaim_several_bounded" CHECK ((NOT ("qualifier" = 'several') OR ("high" IS NOT NULL AND "low" IS NOT NULL))), CONSTRAINT "figureclaim_unquantified" CHECK ((NOT ("qualifier" = 'unquantified') OR ("high" IS NULL AND "low" IS NULL))), CONSTRAINT "figureclaim_standing_reasoned" CHECK (("standing" = 'normal' OR NOT ("standing_reason" = ''))));
INSERT INTO "battles_figureclaim" VALUES(1,'','zhwiki-wuhan-battle-of-wuhan-republic-of-china-strength-total-persons-f590afd2f5','¶14','1,100,000人','','','strength','total','persons',1100000,1100000,'exact','','','normal','',0,'zhwikiwuhanbattleofwuhanrepublicofchinastrengthtotalpersonsf#590afd#2f#5
#1100000人',NULL,3,7,NULL,NULL,NULL,32,NULL);
INSERT INTO "battles_figureclaim" VALUES(2,'¶29 has 130.','zhwiki-wuhan-battle-of-wuhan-republic-of-china-strength-total-divisions-b08ad8b54f','¶14','120個師','','','strength','total','divisions',120,120,'exact','','','normal','',0,'zhwikiwuhanbattleofwuhanrepublicofchinastrengthtotaldivisionsb#08ad#8b#54f
#120个师
#29has#130',NULL,3,7,NULL,NULL,NULL,32,NULL);
INSERT INTO "battles_figureclaim" VALUES(3,'','zhwiki-wuhan-battle-of-wuhan-republic-of-china-strength-total-aircraft-060c2c1b82','¶14','~200架戰機','','','strength','total','aircraft',200,200,'about','','','normal','',0,'zhwikiwuhanbattleofwuhanrepublicofchinastrengthtotalaircraft#060c#2c#1b#82
#200架战机',NULL,3,7,NULL,NULL,NULL,32,NULL);
INSERT INTO "battles_figureclaim" VALUES(4,'¶29 has over 40, ¶36 has 30.','zhwiki-wuhan-battle-of-wuhan-republic-of-china-strength-total-ships-1ce67a4a77','¶14','40艘戰舰','','','strength','total','ships',40,40,'exact','','','normal','',0,'zhwikiwuhanbattleofwuhanrepublicofchinastrengthtotalships#1ce#67a#4a#77
#40艘战舰
#29hasover#4036has#30',NULL,3,7,NULL,NULL,NULL,32,NULL);
INSERT INTO "battles_figureclaim" VALUES(5,'','zhwiki-wuhan-battle-of-wuhan-empire-of-japan-strength-total-divisions-d226b0afb3','¶15','九个师团','','','strength','total','divisions',9,9,'exact','','','normal','',0,'zhwikiwuhanbattleofwuhanempireofjapanstrengthtotaldivisionsd#226b#0afb#3
#9个师团',NULL,2,7,NULL,NULL,NULL,32,NULL);
INSERT INTO "battles_figureclaim" VALUES(6,'','zhwiki-wuhan-battle-of-wuhan-empire-of-japan-strength-total-persons-414c520f31','¶15','350,000人','','','strength','total','persons',350000,350000,'exact','','','normal','',0,'zhwikiwuhanbattleofwuhanempireofjapanstrengthtotalpersons#414c#520f#31
#350000人',NULL,2,7,NULL,NULL,NULL,32,NULL);
INSERT INTO "battles_figureclaim" VALUES(7,'','zhwiki-wuhan-battle-of-wuhan-empire-of-japan-strength-total-aircraft-93ec61222e','¶15','~500架戰機','','','strength','total','aircraft',500,500,'about','','','normal','',0,'zhwikiwuhanbattleofwuhanempireofjapanstrengthtotalaircraft#93ec#61222e
#500架战机',NULL,2,7,NULL,NULL,NULL,32,NULL);
INSERT INTO "battles_figureclaim" VALUES(8,'','zhwiki-wuhan-battle-of-wuhan-empire-of-japan-strength-total-ships-89d85b9902','¶15','120艘戰舰','','','strength','total','ships',120,120,'exact','','','normal','',0,'zhwikiwuhanbattleofwuhanempireofjapanstrengthtotalships#89d#85b#9902
#120艘战舰',NULL,2,7,NULL,NULL,NULL,32,NULL);
INSERT INTO "battles_figureclaim" VALUES(9,'傷亡将士人数 follows on the next line of the infobox.','zhwiki-wuhan-battle-of-wuhan-republic-of-china-casualties-killed-and-wounded-persons-b6ab01efd1','¶16','~400,000名國軍','','','casualties','killed_and_wounded','persons',400000,400000,'about','','','normal','',0,'zhwikiwuhanbattleofwuhanrepublicofchinacasualtieskilledandwoundedpersonsb#6ab#01efd#1
#400000名国军
伤亡将士人数followsonthenextlineoftheinfobox',NULL,3,7,NULL,NULL,NULL,32,NULL);
INSERT INTO "battles_figureclaim" VALUES(10,'','zhwiki-wuhan-battle-of-wuhan-republic-of-china-casualties-killed-and-wounded-persons-a56211f75a','¶16','254,628人陣亡與受傷','p. 328','军事委员会','casualties','killed_and_wounded','persons',254628,254628,'exact','','','normal','',0,'zhwikiwuhanbattleofwuhanrepublicofchinacasualtieskilledandwoundedpersonsa#56211f#75a
军事委员会
#254628人阵亡与受伤',NULL,3,7,3,NULL,2,32,NULL);
INSERT INTO "battles_figureclaim" VALUES(11,'','zhwiki-wuhan-battle-of-wuhan-republic-of-china-casualties-killed-persons-4ff90fd5b8','¶16','197,439人陣亡','','日本统计','casualties','killed','persons',197439,197439,'exact','','','normal','',0,'zhwikiwuhanbattleofwuhanrepublicofchinacasualtieskilledpersons#4ff#90fd#5b#8
日本统计
#197439人阵亡',NULL,3,7,2,NULL,NULL,32,NULL);
INSERT INTO "battles_figureclaim" VALUES(12,'The infobox does not say whether killed or killed and wounded.','zhwiki-wuhan-battle-of-wuhan-soviet-union-casualties-total-persons-0116eb9eb2','¶16','~100名蘇軍','','','casualties','total','persons',100,100,'about','','','normal','',0,'zhwikiwuhanbattleofwuhansovietunioncasualtiestotalpersons#0116eb#9eb#2
#100名苏军
theinfoboxdoesnotsaywhetherkilledorkilledandwounded',NULL,4,7,NULL,NULL,NULL,32,NULL);
INSERT INTO "battles_figureclaim" VALUES(13,'The source adds that the figure is contested and killed and wounded (傷亡) perhaps more.','zhwiki-wuhan-battle-of-wuhan-empire-of-japan-casualties-killed-and-wounded-persons-012dd0bdab','¶17','~100,000人','','','casualties','killed_and_wounded','persons',100000,100000,'about','','','normal','',1,'zhwikiwuhanbattleofwuhanempireofjapancasualtieskilledandwoundedpersons#012dd#0bdab
#100000人
thesourceaddsthatthefigureiscontestedandkilledandwounded伤亡perhapsmore',NULL,2,7,NULL,NULL,NULL,32,NULL);
INSERT INTO "battles_figureclaim" VALUES(18,'¶68 has four months, ¶70 over four.','zhwiki-wuhan-battle-of-wuhan-other-other-months-7a9315e709','¶20','四個半月','','','other','other','months',4.5,4.5,'exact','','duration of the campaign','normal','',0,'zhwikiwuhanbattleofwuhanotherothermonths#7a#9315e#709
durationofthecampaign
#4个半月
#68hasfourmonths#70overfour',NULL,NULL,7,NULL,NULL,NULL,32,NULL);
INSERT INTO "battles_figureclaim" VALUES(126,'','zhwiki-wuhan-battle-of-wuhan-empire-of-japan-casualties-killed-divisions-300ff9ef00','¶16','','','','casualties','killed','divisions',5.5,5.5,'exact','','','normal','',0,'zhwikiwuhanbattleofwuhanempireofjapancasualtieskilleddivisions#300ff#9ef#00',NULL,2,7,NULL,NULL,NULL,32,NULL);
CREATE TABLE "battles_importrecord" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "made_at" datetime NOT NULL, "kind" varchar(30) NOT NULL, "message" text NOT NULL, "file_name" varchar(255) NOT NULL, "file_size" bigint unsigned NOT NULL CHECK ("file_size" >= 0), "file_sha256" varchar(64) NOT NULL, "new" integer unsigned NOT NULL CHECK ("new" >= 0), "changed" integer unsigned NOT NULL CHECK ("changed" >= 0), "unchanged" integer unsigned NOT NULL CHECK ("unchanged" >= 0), "made_by_id" integer NULL REFERENCES "auth_user" ("id") DEFERRABLE INITIALLY DEFERRED, "encoding" varchar(20) NOT NULL, "file_format" varchar(10) NOT NULL, "plan_sha256" varchar(64) NOT NULL, "problem" text NOT NULL, "state" varchar(10) NOT NULL, "upload" varchar(100) NOT NULL, "wrong" integer unsigned NOT NULL CHECK ("wrong" >= 0), "change_set_id" bigint NULL UNIQUE REFERENCES "battles_changeset" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "importrecord_sha256_is_one" CHECK ("file_sha256" REGEXP '^[0-9a-f]{64}$'), CONSTRAINT "importrecord_state_known" CHECK ("state" IN ('checking', 'checked', 'refused', 'importing', 'imported', 'failed')));
INSERT INTO "battles_importrecord" VALUES(1,'2026-11-27 17:52:12.303814','places','','places.csv',37,'b59e1ecc74c1da650ada223bbe0d008eed8fea074b428c0290749eb25810d39a',1,0,0,NULL,'','csv','','','imported','',0,5);
INSERT INTO "battles_importrecord" VALUES(2,'2026-11-27 17:52:12.307277','places','','places.csv',33,'5b974825302c383faae5948af075bebe05b2c3690ac1fae0cbb9a7d12a7d7274',1,0,0,NULL,'','csv','','','imported','',0,6);
CREATE TABLE "battles_name" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "note" text NOT NULL, "ref" varchar(120) NOT NULL UNIQUE, "locator" varchar(100) NOT NULL, "wording" varchar(200) NOT NULL, "quoted_locator" varchar(100) NOT NULL, "text" varchar(200) NOT NULL, "language" varchar(35) NOT NULL, "search_key" text NOT NULL, "belligerent_id" bigint NULL REFERENCES "battles_belligerent" ("id") DEFERRABLE INITIALLY DEFERRED, "campaign_id" bigint NULL REFERENCES "battles_campaign" ("id") DEFERRABLE INITIALLY DEFERRED, "commander_id" bigint NULL REFERENCES "battles_commander" ("id") DEFERRABLE INITIALLY DEFERRED, "engagement_id" bigint NULL REFERENCES "battles_engagement" ("id") DEFERRABLE INITIALLY DEFERRED, "place_id" bigint NULL REFERENCES "battles_place" ("id") DEFERRABLE INITIALLY DEFERRED, "quoted_source_id" bigint NULL REFERENCES "battles_source" ("id") DEFERRABLE INITIALLY DEFERRED, "source_id" bigint NOT NULL REFERENCES "battles_source" ("id") DEFERRABLE INITIALLY DEFERRED, "unit_id" bigint NULL REFERENCES "battles_unit" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "name_ref_identifies" CHECK ("ref" REGEXP '^[-a-zA-Z0-9_]+$'), CONSTRAINT "name_quotes_another" CHECK (("quoted_source_id" IS NULL OR NOT ("quoted_source_id" = ("source_id") AND "quoted_source_id" IS NOT NULL))), CONSTRAINT "name_quoted_place" CHECK (("quoted_locator" = '' OR "quoted_source_id" IS NOT NULL)), CONSTRAINT "name_one_entity" CHECK ((("belligerent_id" IS NULL AND "campaign_id" IS NOT NULL AND "commander_id" IS NULL AND "engagement_id" IS NULL AND "place_id" IS NULL AND "unit_id" IS NULL) OR ("belligerent_id" IS NULL AND "campaign_id" IS NULL AND "commander_id" IS NULL AND "engagement_id" IS NOT NULL AND "place_id" IS NULL AND "unit_id" IS NULL) OR ("belligerent_id" IS NULL AND "campaign_id" IS NULL AND "commander_id" IS NULL AND "engagement_id" IS NULL AND "place_id" IS NULL AND "unit_id" IS NOT NULL) OR ("belligerent_id" IS NULL AND "campaign_id" IS NULL AND "commander_id" IS NOT NULL AND "engagement_id" IS NULL AND "place_id" IS NULL AND "unit_id" IS NULL) OR ("belligerent_id" IS NULL AND "campaign_id" IS NULL AND "commander_id" IS NULL AND "engagement_id" IS NULL AND "place_id" IS NOT NULL AND "unit_id" IS NULL) OR ("belligerent_id" IS NOT NULL AND "campaign_id" IS NULL AND "commander_id" IS NULL AND "engagement_id" IS NULL AND "place_id" IS NULL AND "unit_id" IS NULL))), CONSTRAINT "name_text_given" CHECK (NOT ("text" = '')));
INSERT INTO "battles_name" VALUES(1,'','zhwiki-wuhan-battle-of-wuhan-zh-hant-5bcfa66f3a','¶2','武漢會戰','','武漢會戰','zh-Hant','武汉会战',NULL,7,NULL,NULL,NULL,NULL,32,NULL);
INSERT INTO "battles_name" VALUES(2,'Mixed script: traditional with a simplified 战争.','zhwiki-wuhan-second-sino-japanese-war-zh-hant-3695deb74f','¶3','中國抗日战争','','中國抗日战争','zh-Hant','中国抗日战争',NULL,1,NULL,NULL,NULL,NULL,32,NULL);
INSERT INTO "battles_name" VALUES(4,'','zhwiki-wuhan-hubei-zh-hant-e192f8e68b','¶6','湖北','','湖北','zh-Hant','湖北',NULL,NULL,NULL,NULL,13,NULL,32,NULL);
INSERT INTO "battles_name" VALUES(5,'','zhwiki-wuhan-wuhan-zh-hant-5ba63f222c','¶6','武漢','','武漢','zh-Hant','武汉',NULL,NULL,NULL,NULL,30,NULL,32,NULL);
INSERT INTO "battles_name" VALUES(6,'The Japanese forces, used as the name of the side throughout.','zhwiki-wuhan-empire-of-japan-zh-hant-cf856ef853','¶8','日軍','','日軍','zh-Hant','日军',2,NULL,NULL,NULL,NULL,NULL,32,NULL);
INSERT INTO "battles_name" VALUES(7,'Name of the flag template; it prints as the flag and name of the Republic of China.','zhwiki-wuhan-republic-of-china-en-7ab9a2e6cb','¶9','ROC','','ROC','en','roc',3,NULL,NULL,NULL,NULL,NULL,32,NULL);
INSERT INTO "battles_name" VALUES(9,'','zhwiki-wuhan-empire-of-japan-en-084833c3f8','¶10','Empire of Japan','','Empire of Japan','en','empireofjapan',2,NULL,NULL,NULL,NULL,NULL,32,NULL);
INSERT INTO "battles_name" VALUES(10,'','zhwiki-wuhan-chiang-kai-shek-zh-hant-3a6698307f','¶11','蔣中正','','蔣中正','zh-Hant','蒋中正',NULL,NULL,3,NULL,NULL,NULL,32,NULL);
INSERT INTO "battles_name" VALUES(11,'','zhwiki-wuhan-chen-cheng-zh-hant-937b473ae9','¶11','陳誠','','陳誠','zh-Hant','陈诚',NULL,NULL,2,NULL,NULL,NULL,32,NULL);
INSERT INTO "battles_name" VALUES(14,'','zhwiki-wuhan-bai-chongxi-zh-hant-278b503dff','¶11','白崇禧','','白崇禧','zh-Hant','白崇禧',NULL,NULL,1,NULL,NULL,NULL,32,NULL);
INSERT INTO "battles_name" VALUES(35,'The Soviet forces, as the name of the side.','zhwiki-wuhan-soviet-union-zh-hant-69e848d71f','¶16','蘇軍','','蘇軍','zh-Hant','苏军',4,NULL,NULL,NULL,NULL,NULL,32,NULL);
INSERT INTO "battles_name" VALUES(36,'Given as the Chinese name.','zhwiki-wuhan-battle-of-wuhan-zh-hant-d7c56a1a8c','¶20','武漢保衛戰','','武漢保衛戰','zh-Hant','武汉保卫战',NULL,7,NULL,NULL,NULL,NULL,32,NULL);
INSERT INTO "battles_name" VALUES(37,'Given as the Japanese name, in Chinese characters (ja 武漢攻略戦).','zhwiki-wuhan-battle-of-wuhan-zh-hant-13cbaab8f6','¶20','武漢攻略戰','','武漢攻略戰','zh-Hant','武汉攻略战',NULL,7,NULL,NULL,NULL,NULL,32,NULL);
INSERT INTO "battles_name" VALUES(38,'','zhwiki-wuhan-second-sino-japanese-war-zh-hant-228556d929','¶20','中國抗日戰爭','','中國抗日戰爭','zh-Hant','中国抗日战争',NULL,1,NULL,NULL,NULL,NULL,32,NULL);
INSERT INTO "battles_name" VALUES(455,'','zhwiki-wuhan-hanyang-zh-hant-26ca1855f3','¶2','','','漢陽','zh-Hant','汉阳',NULL,NULL,NULL,NULL,107,NULL,32,NULL);
CREATE TABLE "battles_outcomeclaim" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "note" text NOT NULL, "ref" varchar(120) NOT NULL UNIQUE, "locator" varchar(100) NOT NULL, "wording" varchar(200) NOT NULL, "quoted_locator" varchar(100) NOT NULL, "attributed_to" varchar(200) NOT NULL, "outcome" varchar(20) NOT NULL, "search_key" text NOT NULL, "campaign_id" bigint NULL REFERENCES "battles_campaign" ("id") DEFERRABLE INITIALLY DEFERRED, "engagement_id" bigint NULL REFERENCES "battles_engagement" ("id") DEFERRABLE INITIALLY DEFERRED, "victor_id" bigint NULL REFERENCES "battles_belligerent" ("id") DEFERRABLE INITIALLY DEFERRED, "quoted_source_id" bigint NULL REFERENCES "battles_source" ("id") DEFERRABLE INITIALLY DEFERRED, "source_id" bigint NOT NULL REFERENCES "battles_source" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "outcomeclaim_ref_identifies" CHECK ("ref" REGEXP '^[-a-zA-Z0-9_]+$'), CONSTRAINT "outcomeclaim_quotes_another" CHECK (("quoted_source_id" IS NULL OR NOT ("quoted_source_id" = ("source_id") AND "quoted_source_id" IS NOT NULL))), CONSTRAINT "outcomeclaim_quoted_place" CHECK (("quoted_locator" = '' OR "quoted_source_id" IS NOT NULL)), CONSTRAINT "outcomeclaim_one_event" CHECK ((("campaign_id" IS NOT NULL AND "engagement_id" IS NULL) OR ("campaign_id" IS NULL AND "engagement_id" IS NOT NULL))), CONSTRAINT "outcomeclaim_outcome_known" CHECK ("outcome" IN ('victory', 'pyrrhic_victory', 'inconclusive', 'stalemate', 'withdrawal', 'captured', 'recaptured', 'repulsed', 'other')));
INSERT INTO "battles_outcomeclaim" VALUES(2,'Of the war as a result of the campaign.','zhwiki-wuhan-battle-of-wuhan-stalemate-2607cf21f9','¶8','戰爭轉入長期相持階段','','','stalemate','zhwikiwuhanbattleofwuhanstalemate#2607cf#21f#9
战争转入长期相持阶段
ofthewarasaresultofthecampaign',7,NULL,NULL,NULL,32);
INSERT INTO "battles_outcomeclaim" VALUES(3,'','zhwiki-wuhan-beiping-tianjin-capture-1937-07-empire-of-japan-captured-739ab5bf64','¶23','落入日軍手中','','','captured','zhwikiwuhanbeipingtianjincapture#193707empireofjapancaptured#739ab#5bf#64
落入日军手中',NULL,1,2,NULL,32);
INSERT INTO "battles_outcomeclaim" VALUES(7,'','zhwiki-wuhan-government-move-1937-other-e33d257ad8','¶23','其中大部分因運輸不及仍滞留于武汉','','','other','zhwikiwuhangovernmentmove#1937othere#33d#257ad#8
其中大部分因运输不及仍滞留于武汉',NULL,2,NULL,NULL,32);
INSERT INTO "battles_outcomeclaim" VALUES(14,'The line collapsed.','zhwiki-wuhan-henan-forward-defence-1938-empire-of-japan-other-2d93880b90','¶36','河南防線迅速崩潰','','','other','zhwikiwuhanhenanforwarddefence#1938empireofjapanother#2d#93880b#90
河南防线迅速崩溃
thelinecollapsed',NULL,5,2,NULL,32);
INSERT INTO "battles_outcomeclaim" VALUES(18,'State of the fighting when the Guangdong operation was decided, not the end of the campaign.','zhwiki-wuhan-battle-of-wuhan-stalemate-623ba812c0','¶62','武漢地區的戰事仍然僵持','','','stalemate','zhwikiwuhanbattleofwuhanstalemate#623ba#812c#0
武汉地区的战事仍然僵持
stateofthefightingwhentheguangdongoperationwasdecidednottheendofthecampaign',7,NULL,NULL,NULL,32);
CREATE TABLE "battles_participation" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "note" text NOT NULL, "ref" varchar(120) NOT NULL UNIQUE, "locator" varchar(100) NOT NULL, "wording" varchar(200) NOT NULL, "quoted_locator" varchar(100) NOT NULL, "role" varchar(30) NOT NULL, "search_key" text NOT NULL, "belligerent_id" bigint NULL REFERENCES "battles_belligerent" ("id") DEFERRABLE INITIALLY DEFERRED, "campaign_id" bigint NULL REFERENCES "battles_campaign" ("id") DEFERRABLE INITIALLY DEFERRED, "commander_id" bigint NULL REFERENCES "battles_commander" ("id") DEFERRABLE INITIALLY DEFERRED, "engagement_id" bigint NULL REFERENCES "battles_engagement" ("id") DEFERRABLE INITIALLY DEFERRED, "quoted_source_id" bigint NULL REFERENCES "battles_source" ("id") DEFERRABLE INITIALLY DEFERRED, "source_id" bigint NOT NULL REFERENCES "battles_source" ("id") DEFERRABLE INITIALLY DEFERRED, "unit_id" bigint NULL REFERENCES "battles_unit" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "participation_ref_identifies" CHECK ("ref" REGEXP '^[-a-zA-Z0-9_]+$'), CONSTRAINT "participation_quotes_another" CHECK (("quoted_source_id" IS NULL OR NOT ("quoted_source_id" = ("source_id") AND "quoted_source_id" IS NOT NULL))), CONSTRAINT "participation_quoted_place" CHECK (("quoted_locator" = '' OR "quoted_source_id" IS NOT NULL)), CONSTRAINT "participation_role_known" CHECK ("role" IN ('participant', 'attacker', 'defender', 'reinforcement', 'support', 'reserve', 'commander', 'planner', 'victim', 'other')), CONSTRAINT "participation_one_event" CHECK ((("campaign_id" IS NOT NULL AND "engagement_id" IS NULL) OR ("campaign_id" IS NULL AND "engagement_id" IS NOT NULL))), CONSTRAINT "participation_one_participant" CHECK ((("belligerent_id" IS NOT NULL AND "commander_id" IS NULL AND "unit_id" IS NULL) OR ("belligerent_id" IS NULL AND "commander_id" IS NULL AND "unit_id" IS NOT NULL) OR ("belligerent_id" IS NULL AND "commander_id" IS NOT NULL AND "unit_id" IS NULL))));
INSERT INTO "battles_participation" VALUES(2,'','zhwiki-wuhan-battle-of-wuhan-republic-of-china-participant-d3df270868','¶9','ROC','','participant','zhwikiwuhanbattleofwuhanrepublicofchinaparticipantd#3df#270868
roc',3,7,NULL,NULL,NULL,32,NULL);
INSERT INTO "battles_participation" VALUES(4,'','zhwiki-wuhan-battle-of-wuhan-empire-of-japan-participant-2d78b03a85','¶10','Empire of Japan','','participant','zhwikiwuhanbattleofwuhanempireofjapanparticipant#2d#78b#03a#85
empireofjapan',2,7,NULL,NULL,NULL,32,NULL);
INSERT INTO "battles_participation" VALUES(5,'Infobox.','zhwiki-wuhan-battle-of-wuhan-chiang-kai-shek-commander-9bf638f4fa','¶11','蔣中正','','commander','zhwikiwuhanbattleofwuhanchiangkaishekcommander#9bf#638f#4fa
蒋中正
infobox',NULL,7,3,NULL,NULL,32,NULL);
INSERT INTO "battles_participation" VALUES(6,'Infobox.','zhwiki-wuhan-battle-of-wuhan-chen-cheng-commander-acba6b39f8','¶11','陳誠','','commander','zhwikiwuhanbattleofwuhanchenchengcommanderacba#6b#39f#8
陈诚
infobox',NULL,7,2,NULL,NULL,32,NULL);
INSERT INTO "battles_participation" VALUES(9,'Infobox.','zhwiki-wuhan-battle-of-wuhan-bai-chongxi-commander-d775df2813','¶11','白崇禧','','commander','zhwikiwuhanbattleofwuhanbaichongxicommanderd#775df#2813
白崇禧
infobox',NULL,7,1,NULL,NULL,32,NULL);
INSERT INTO "battles_participation" VALUES(25,'','zhwiki-wuhan-battle-of-wuhan-chiang-kai-shek-commander-88ee7c4f64','¶20','蔣中正領導中国','','commander','zhwikiwuhanbattleofwuhanchiangkaishekcommander#88ee#7c#4f#64
蒋中正领导中国',NULL,7,3,NULL,NULL,32,NULL);
INSERT INTO "battles_participation" VALUES(32,'','zhwiki-wuhan-second-sino-japanese-war-empire-of-japan-attacker-42998c673d','¶23','日軍對中國實施全面入侵','','attacker','zhwikiwuhansecondsinojapanesewarempireofjapanattacker#42998c#673d
日军对中国实施全面入侵',2,1,NULL,NULL,NULL,32,NULL);
INSERT INTO "battles_participation" VALUES(33,'','zhwiki-wuhan-second-sino-japanese-war-republic-of-china-defender-69fad983ac','¶23','對中國實施全面入侵','','defender','zhwikiwuhansecondsinojapanesewarrepublicofchinadefender#69fad#983ac
对中国实施全面入侵',3,1,NULL,NULL,NULL,32,NULL);
CREATE TABLE "battles_place" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "note" text NOT NULL, "slug" varchar(100) NOT NULL UNIQUE, "name" varchar(200) NOT NULL, "name_en" varchar(200) NOT NULL, "search_key" text NOT NULL, "latitude" decimal NULL, "longitude" decimal NULL, "part_of_id" bigint NULL REFERENCES "battles_place" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "place_slug_identifies" CHECK ("slug" REGEXP '^[-a-zA-Z0-9_]+$'), CONSTRAINT "place_name_given" CHECK (NOT ("name" = '')), CONSTRAINT "place_part_of_is_another" CHECK (("part_of_id" IS NULL OR NOT ("part_of_id" = ("id") AND "part_of_id" IS NOT NULL))), CONSTRAINT "place_on_the_globe" CHECK ((("latitude" IS NULL AND "longitude" IS NULL) OR ("latitude" BETWEEN '-90' AND '90' AND "longitude" BETWEEN '-180' AND '180'))));
INSERT INTO "battles_place" VALUES(13,'','hubei','湖北','Hubei','hubei
湖北',NULL,NULL,NULL);
INSERT INTO "battles_place" VALUES(30,'','wuhan','武漢','Wuhan','wuhan
武汉',NULL,NULL,13);
INSERT INTO "battles_place" VALUES(107,'','Hanyang','漢陽','Hanyang','hanyang
汉阳',NULL,NULL,NULL);
INSERT INTO "battles_place" VALUES(108,'','hanyang','漢陽縣','Hanyang County','hanyang
汉阳县
hanyangcounty',NULL,NULL,NULL);
INSERT INTO "battles_place" VALUES(109,'','wuchang-district','武昌區','','wuchangdistrict
武昌区',NULL,NULL,NULL);
CREATE TABLE "battles_source" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "note" text NOT NULL, "slug" varchar(100) NOT NULL UNIQUE, "title" varchar(300) NOT NULL, "title_en" varchar(300) NOT NULL, "kind" varchar(30) NOT NULL, "authors" varchar(300) NOT NULL, "publisher" varchar(200) NOT NULL, "place" varchar(100) NOT NULL, "issued" varchar(100) NOT NULL, "language" varchar(35) NOT NULL, "isbn" varchar(20) NOT NULL, "url" varchar(500) NOT NULL, "archived_url" varchar(500) NOT NULL, "accessed" varchar(100) NOT NULL, "document" varchar(200) NOT NULL, "document_sha256" varchar(64) NOT NULL, "reliability" varchar(1) NOT NULL, "search_key" text NOT NULL, "issued_sort" bigint NULL, "accessed_sort" bigint NULL, "derived_from_id" bigint NULL REFERENCES "battles_source" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "source_slug_identifies" CHECK ("slug" REGEXP '^[-a-zA-Z0-9_]+$'), CONSTRAINT "source_title_given" CHECK (NOT ("title" = '')), CONSTRAINT "source_kind_known" CHECK ("kind" IN ('book', 'journal_article', 'newspaper', 'encyclopedia_article', 'web_page', 'web_article', 'archival_document', 'official_history', 'diary', 'novel', 'dataset', 'film', 'other')), CONSTRAINT "source_reliability_known" CHECK ("reliability" IN ('', 'A', 'B', 'C', 'D', 'E', 'F')), CONSTRAINT "source_issued_is_date" CHECK (("issued" = '' OR "issued_sort" IS NOT NULL)), CONSTRAINT "source_accessed_is_date" CHECK (("accessed" = '' OR "accessed_sort" IS NOT NULL)), CONSTRAINT "source_derived_from_is_another" CHECK (("derived_from_id" IS NULL OR NOT ("derived_from_id" = ("id") AND "derived_from_id" IS NOT NULL))), CONSTRAINT "source_document_with_sha256" CHECK ((("document" = '' AND "document_sha256" = '') OR (NOT ("document" = '') AND NOT ("document_sha256" = '')))));
INSERT INTO "battles_source" VALUES(2,'','ailan-2012','武漢會戰','The Battle of Wuhan','book','愛瀾','知兵堂出版','台北市','2012-10','zh-Hant','','','','','','','','ailan#2012
武汉会战
thebattleofwuhan
爱澜
知兵堂出版',734777,NULL,NULL);
INSERT INTO "battles_source" VALUES(9,'','he-yingqin-1974','中國與世界前途','China and the Future of the World','book','何應欽','正中書局','台北','1974-10','zh-Hant','','','','','','','','heyingqin#1974
中国与世界前途
chinaandthefutureoftheworld
何应钦
正中书局',720897,NULL,NULL);
INSERT INTO "battles_source" VALUES(19,'Title and author are not in the document; the title here is editorial. Fiction: figures in it are claims of a novel.','novel-jin-cha-ji','網絡小說（晉察冀反掃蕩一章）','Web novel, a chapter on the end of the Wuhan campaign and the Jin-Cha-Ji sweep','novel','','','','','zh-Hant','','','','','000_a3c7b9862461b4f7.txt','58fd1abbb97e024a7205fce1529556c090d29cb2d5bcab6ee7c20071e7e3e766','','noveljinchaji
网络小说晋察冀反扫荡#1章
webnovelachapterontheendofthewuhancampaignandthejinchajisweep
titleandauthorarenotinthedocumentthetitlehereiseditorialfictionfiguresinitareclaimsofanovel',NULL,NULL,NULL);
INSERT INTO "battles_source" VALUES(32,'The document is the wikitext of the article, in mixed traditional and simplified characters. Publisher and title are from its form.','zhwiki-wuhan','武漢會戰','Battle of Wuhan (Chinese Wikipedia)','encyclopedia_article','','維基百科','','','zh-Hant','','','','','002_6caa6c702a694b04.txt','241a78213ac2b3e150fb69e525d6f78b8327e52fd052496fafac072d1bb1b320','','zhwikiwuhan
武汉会战
battleofwuhanchinesewikipedia
维基#100科
thedocumentisthewikitextofthearticleinmixedtraditionalandsimplifiedcharacterspublisherandtitlearefromitsform',NULL,NULL,NULL);
CREATE TABLE "battles_subordination" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "note" text NOT NULL, "ref" varchar(120) NOT NULL UNIQUE, "locator" varchar(100) NOT NULL, "wording" varchar(200) NOT NULL, "quoted_locator" varchar(100) NOT NULL, "start" varchar(100) NOT NULL, "end" varchar(100) NOT NULL, "start_sort" bigint NULL, "end_last" bigint NULL, "search_key" text NOT NULL, "campaign_id" bigint NULL REFERENCES "battles_campaign" ("id") DEFERRABLE INITIALLY DEFERRED, "quoted_source_id" bigint NULL REFERENCES "battles_source" ("id") DEFERRABLE INITIALLY DEFERRED, "source_id" bigint NOT NULL REFERENCES "battles_source" ("id") DEFERRABLE INITIALLY DEFERRED, "superior_id" bigint NOT NULL REFERENCES "battles_unit" ("id") DEFERRABLE INITIALLY DEFERRED, "unit_id" bigint NOT NULL REFERENCES "battles_unit" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "subordination_ref_identifies" CHECK ("ref" REGEXP '^[-a-zA-Z0-9_]+$'), CONSTRAINT "subordination_quotes_another" CHECK (("quoted_source_id" IS NULL OR NOT ("quoted_source_id" = ("source_id") AND "quoted_source_id" IS NOT NULL))), CONSTRAINT "subordination_quoted_place" CHECK (("quoted_locator" = '' OR "quoted_source_id" IS NOT NULL)), CONSTRAINT "subordination_start_is_date" CHECK (("start" = '' OR "start_sort" IS NOT NULL)), CONSTRAINT "subordination_end_is_date" CHECK (("end" = '' OR "end_last" IS NOT NULL)), CONSTRAINT "subordination_dates_in_order" CHECK (("start_sort" IS NULL OR "end_last" IS NULL OR "start_sort" <= ("end_last"))), CONSTRAINT "subordination_under_another" CHECK (NOT ("unit_id" = ("superior_id"))));
INSERT INTO "battles_subordination" VALUES(71,'For the time being, and directly.','novel-jin-cha-ji-ccp-anguo-independent-regiment-ccp-jin-cha-ji-military-region-dd145292fc','¶4','暫時歸晉察冀軍區直接領導','','','',NULL,NULL,'noveljinchajiccpanguoindependentregimentccpjinchajimilitaryregiondd#145292fc
暂时归晋察冀军区直接领导
forthetimebeinganddirectly',10,NULL,19,3,1);
CREATE TABLE "battles_unit" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "note" text NOT NULL, "slug" varchar(100) NOT NULL UNIQUE, "name" varchar(200) NOT NULL, "name_en" varchar(200) NOT NULL, "search_key" text NOT NULL, "echelon" varchar(20) NOT NULL, "arm" varchar(20) NOT NULL, "belligerent_id" bigint NOT NULL REFERENCES "battles_belligerent" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "unit_slug_identifies" CHECK ("slug" REGEXP '^[-a-zA-Z0-9_]+$'), CONSTRAINT "unit_name_given" CHECK (NOT ("name" = '')), CONSTRAINT "unit_echelon_known" CHECK ("echelon" IN ('supreme_command', 'war_area', 'army_group', 'army', 'corps', 'division', 'brigade', 'regiment', 'battalion', 'detachment', 'air_force', 'fleet', 'militia', 'other')), CONSTRAINT "unit_arm_known" CHECK ("arm" IN ('', 'infantry', 'cavalry', 'artillery', 'engineers', 'armour', 'air', 'naval', 'guerrilla', 'combined', 'other')));
INSERT INTO "battles_unit" VALUES(1,'The novel''s invention.','ccp-anguo-independent-regiment','安國獨立團','Anguo Independent Regiment','ccpanguoindependentregiment
安国独立团
anguoindependentregiment
thenovelsinvention','regiment','',1);
INSERT INTO "battles_unit" VALUES(2,'','ccp-eighth-route-army','八路軍','Eighth Route Army','ccpeighthroutearmy
#8路军
eighthroutearmy','army','',1);
INSERT INTO "battles_unit" VALUES(3,'','ccp-jin-cha-ji-military-region','晉察冀軍區','Jin-Cha-Ji Military Region','ccpjinchajimilitaryregion
晋察冀军区
jinchajimilitaryregion','war_area','',1);
INSERT INTO "battles_unit" VALUES(4,'','ija-101st-division','第101師團','101st Division','ija#101division
#101师团
#101division','division','',2);
INSERT INTO "battles_unit" VALUES(5,'','ija-106th-division','第106師團','106th Division','ija#106division
#106师团
#106division','division','',2);
INSERT INTO "battles_unit" VALUES(6,'','ija-108th-brigade','第108旅團','108th Brigade','ija#108brigade
#108旅团
#108brigade','brigade','',2);
CREATE TABLE "django_admin_log" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "object_id" text NULL, "object_repr" varchar(200) NOT NULL, "action_flag" smallint unsigned NOT NULL CHECK ("action_flag" >= 0), "change_message" text NOT NULL, "content_type_id" integer NULL REFERENCES "django_content_type" ("id") DEFERRABLE INITIALLY DEFERRED, "user_id" integer NOT NULL REFERENCES "auth_user" ("id") DEFERRABLE INITIALLY DEFERRED, "action_time" datetime NOT NULL);
INSERT INTO "django_admin_log" VALUES(1,'2','lisi',1,'[{"added": {}}]',23,1,'2026-11-27 17:52:12.108659');
INSERT INTO "django_admin_log" VALUES(2,'1','those who enter places',1,'[{"added": {}}]',22,1,'2026-11-27 17:52:12.146549');
CREATE TABLE "django_content_type" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "app_label" varchar(100) NOT NULL, "model" varchar(100) NOT NULL);
INSERT INTO "django_content_type" VALUES(1,'battles','belligerent');
INSERT INTO "django_content_type" VALUES(2,'battles','campaign');
INSERT INTO "django_content_type" VALUES(3,'battles','commander');
INSERT INTO "django_content_type" VALUES(4,'battles','engagement');
INSERT INTO "django_content_type" VALUES(5,'battles','figureclaim');
INSERT INTO "django_content_type" VALUES(6,'battles','casualtyclaim');
INSERT INTO "django_content_type" VALUES(7,'battles','strengthclaim');
INSERT INTO "django_content_type" VALUES(8,'battles','importrecord');
INSERT INTO "django_content_type" VALUES(9,'battles','place');
INSERT INTO "django_content_type" VALUES(10,'battles','source');
INSERT INTO "django_content_type" VALUES(11,'battles','outcomeclaim');
INSERT INTO "django_content_type" VALUES(12,'battles','dateclaim');
INSERT INTO "django_content_type" VALUES(13,'battles','unit');
INSERT INTO "django_content_type" VALUES(14,'battles','subordination');
INSERT INTO "django_content_type" VALUES(15,'battles','participation');
INSERT INTO "django_content_type" VALUES(16,'battles','name');
INSERT INTO "django_content_type" VALUES(17,'battles','appointment');
INSERT INTO "django_content_type" VALUES(18,'battles','changeset');
INSERT INTO "django_content_type" VALUES(19,'battles','change');
INSERT INTO "django_content_type" VALUES(20,'admin','logentry');
INSERT INTO "django_content_type" VALUES(21,'auth','permission');
INSERT INTO "django_content_type" VALUES(22,'auth','group');
INSERT INTO "django_content_type" VALUES(23,'auth','user');
INSERT INTO "django_content_type" VALUES(24,'contenttypes','contenttype');
INSERT INTO "django_content_type" VALUES(25,'sessions','session');
CREATE TABLE "django_migrations" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "app" varchar(255) NOT NULL, "name" varchar(255) NOT NULL, "applied" datetime NOT NULL);
INSERT INTO "django_migrations" VALUES(1,'contenttypes','0001_initial','2026-11-27 17:51:56.426855');
INSERT INTO "django_migrations" VALUES(2,'auth','0001_initial','2026-11-27 17:51:56.440223');
INSERT INTO "django_migrations" VALUES(3,'admin','0001_initial','2026-11-27 17:51:56.448600');
INSERT INTO "django_migrations" VALUES(4,'admin','0002_logentry_remove_auto_add','2026-11-27 17:51:56.454044');
INSERT INTO "django_migrations" VALUES(5,'admin','0003_logentry_add_action_flag_choices','2026-11-27 17:51:56.461993');
INSERT INTO "django_migrations" VALUES(6,'contenttypes','0002_remove_content_type_name','2026-11-27 17:51:56.475982');
INSERT INTO "django_migrations" VALUES(7,'auth','0002_alter_permission_name_max_length','2026-11-27 17:51:56.486990');
INSERT INTO "django_migrations" VALUES(8,'auth','0003_alter_user_email_max_length','2026-11-27 17:51:56.500727');
INSERT INTO "django_migrations" VALUES(9,'auth','0004_alter_user_username_opts','2026-11-27 17:51:56.616053');
INSERT INTO "django_migrations" VALUES(10,'auth','0005_alter_user_last_login_null','2026-11-27 17:51:56.626077');
INSERT INTO "django_migrations" VALUES(11,'auth','0006_require_contenttypes_0002','2026-11-27 17:51:56.626656');
INSERT INTO "django_migrations" VALUES(12,'auth','0007_alter_validators_add_error_messages','2026-11-27 17:51:56.634605');
INSERT INTO "django_migrations" VALUES(13,'auth','0008_alter_user_username_max_length','2026-11-27 17:51:56.652520');
INSERT INTO "django_migrations" VALUES(14,'auth','0009_alter_user_last_name_max_length','2026-11-27 17:51:56.662566');
INSERT INTO "django_migrations" VALUES(15,'auth','0010_alter_group_name_max_length','2026-11-27 17:51:56.676408');
INSERT INTO "django_migrations" VALUES(16,'auth','0011_update_proxy_permissions','2026-11-27 17:51:56.685282');
INSERT INTO "django_migrations" VALUES(17,'auth','0012_alter_user_first_name_max_length','2026-11-27 17:51:56.695123');
INSERT INTO "django_migrations" VALUES(18,'battles','0001_records','2026-11-27 17:52:01.294435');
INSERT INTO "django_migrations" VALUES(19,'battles','0002_history','2026-11-27 17:52:01.661878');
INSERT INTO "django_migrations" VALUES(20,'sessions','0001_initial','2026-11-27 17:52:01.672547');
CREATE TABLE "django_session" ("session_key" varchar(40) NOT NULL PRIMARY KEY, "session_data" text NOT NULL, "expire_date" datetime NOT NULL);
CREATE UNIQUE INDEX "auth_group_permissions_group_id_permission_id_0cd325b0_uniq" ON "auth_group_permissions" ("group_id", "permission_id");
CREATE INDEX "auth_group_permissions_group_id_b120cbf9" ON "auth_group_permissions" ("group_id");
CREATE INDEX "auth_group_permissions_permission_id_84c5c92e" ON "auth_group_permissions" ("permission_id");
CREATE UNIQUE INDEX "auth_user_groups_user_id_group_id_94350c0c_uniq" ON "auth_user_groups" ("user_id", "group_id");
CREATE INDEX "auth_user_groups_user_id_6a12ed8b" ON "auth_user_groups" ("user_id");
CREATE INDEX "auth_user_groups_group_id_97559544" ON "auth_user_groups" ("group_id");
CREATE UNIQUE INDEX "auth_user_user_permissions_user_id_permission_id_14a6b632_uniq" ON "auth_user_user_permissions" ("user_id", "permission_id");
CREATE INDEX "auth_user_user_permissions_user_id_a95ead1b" ON "auth_user_user_permissions" ("user_id");
CREATE INDEX "auth_user_user_permissions_permission_id_1fbb5f2c" ON "auth_user_user_permissions" ("permission_id");
CREATE INDEX "django_admin_log_content_type_id_c4bce8eb" ON "django_admin_log" ("content_type_id");
CREATE INDEX "django_admin_log_user_id_c564eba6" ON "django_admin_log" ("user_id");
CREATE UNIQUE INDEX "django_content_type_app_label_model_76bd3d3b_uniq" ON "django_content_type" ("app_label", "model");
CREATE UNIQUE INDEX "auth_permission_content_type_id_codename_01ab375a_uniq" ON "auth_permission" ("content_type_id", "codename");
CREATE INDEX "auth_permission_content_type_id_2f476e4b" ON "auth_permission" ("content_type_id");
CREATE UNIQUE INDEX "battles_engagement_places_engagement_id_place_id_1f0bc38e_uniq" ON "battles_engagement_places" ("engagement_id", "place_id");
CREATE INDEX "battles_engagement_places_engagement_id_e7403165" ON "battles_engagement_places" ("engagement_id");
CREATE INDEX "battles_engagement_places_place_id_c8b5d9e2" ON "battles_engagement_places" ("place_id");
CREATE UNIQUE INDEX "battles_campaign_places_campaign_id_place_id_adec8fcb_uniq" ON "battles_campaign_places" ("campaign_id", "place_id");
CREATE INDEX "battles_campaign_places_campaign_id_4f0a21c6" ON "battles_campaign_places" ("campaign_id");
CREATE INDEX "battles_campaign_places_place_id_e66bbdf8" ON "battles_campaign_places" ("place_id");
CREATE INDEX "battles_commander_belligerent_id_b317c092" ON "battles_commander" ("belligerent_id");
CREATE INDEX "battles_place_part_of_id_4cd4aa59" ON "battles_place" ("part_of_id");
CREATE INDEX "battles_engagement_campaign_id_4c12f255" ON "battles_engagement" ("campaign_id");
CREATE INDEX "battles_engagement_victor_id_42fad822" ON "battles_engagement" ("victor_id");
CREATE INDEX "battles_engagement_part_of_id_50846eaa" ON "battles_engagement" ("part_of_id");
CREATE INDEX "engagement_by_start" ON "battles_engagement" ("start_sort", "slug");
CREATE INDEX "battles_campaign_part_of_id_e9c5d979" ON "battles_campaign" ("part_of_id");
CREATE INDEX "campaign_by_start" ON "battles_campaign" ("start_sort", "slug");
CREATE INDEX "battles_source_derived_from_id_0ba8f42d" ON "battles_source" ("derived_from_id");
CREATE INDEX "battles_outcomeclaim_campaign_id_c803f010" ON "battles_outcomeclaim" ("campaign_id");
CREATE INDEX "battles_outcomeclaim_engagement_id_f0051fdd" ON "battles_outcomeclaim" ("engagement_id");
CREATE INDEX "battles_outcomeclaim_victor_id_b74cbc91" ON "battles_outcomeclaim" ("victor_id");
CREATE INDEX "battles_outcomeclaim_quoted_source_id_26e0a5b1" ON "battles_outcomeclaim" ("quoted_source_id");
CREATE INDEX "battles_outcomeclaim_source_id_dd44088f" ON "battles_outcomeclaim" ("source_id");
CREATE INDEX "battles_dateclaim_campaign_id_4e63b584" ON "battles_dateclaim" ("campaign_id");
CREATE INDEX "battles_dateclaim_engagement_id_4cdd4ae5" ON "battles_dateclaim" ("engagement_id");
CREATE INDEX "battles_dateclaim_quoted_source_id_11c62052" ON "battles_dateclaim" ("quoted_source_id");
CREATE INDEX "battles_dateclaim_source_id_3a92b411" ON "battles_dateclaim" ("source_id");
CREATE INDEX "battles_unit_belligerent_id_27367b98" ON "battles_unit" ("belligerent_id");
CREATE INDEX "battles_subordination_campaign_id_16020691" ON "battles_subordination" ("campaign_id");
CREATE INDEX "battles_subordination_quoted_source_id_3a29a914" ON "battles_subordination" ("quoted_source_id");
CREATE INDEX "battles_subordination_source_id_de8c72af" ON "battles_subordination" ("source_id");
CREATE INDEX "battles_subordination_superior_id_730613ee" ON "battles_subordination" ("superior_id");
CREATE INDEX "battles_subordination_unit_id_d0b55b61" ON "battles_subordination" ("unit_id");
CREATE INDEX "battles_participation_belligerent_id_436e7152" ON "battles_participation" ("belligerent_id");
CREATE INDEX "battles_participation_campaign_id_1f3a7672" ON "battles_participation" ("campaign_id");
CREATE INDEX "battles_participation_commander_id_693e3ed7" ON "battles_participation" ("commander_id");
CREATE INDEX "battles_participation_engagement_id_9c0d3730" ON "battles_participation" ("engagement_id");
CREATE INDEX "battles_participation_quoted_source_id_1c0afac9" ON "battles_participation" ("quoted_source_id");
CREATE INDEX "battles_participation_source_id_a1752691" ON "battles_participation" ("source_id");
CREATE INDEX "battles_participation_unit_id_3357bbf9" ON "battles_participation" ("unit_id");
CREATE INDEX "battles_name_belligerent_id_20da2880" ON "battles_name" ("belligerent_id");
CREATE INDEX "battles_name_campaign_id_6cee4af9" ON "battles_name" ("campaign_id");
CREATE INDEX "battles_name_commander_id_27ff7442" ON "battles_name" ("commander_id");
CREATE INDEX "battles_name_engagement_id_050478f8" ON "battles_name" ("engagement_id");
CREATE INDEX "battles_name_place_id_db836465" ON "battles_name" ("place_id");
CREATE INDEX "battles_name_quoted_source_id_53ed9a04" ON "battles_name" ("quoted_source_id");
CREATE INDEX "battles_name_source_id_652f336e" ON "battles_name" ("source_id");
CREATE INDEX "battles_name_unit_id_9462fbfb" ON "battles_name" ("unit_id");
CREATE INDEX "battles_figureclaim_belligerent_id_a1c39b11" ON "battles_figureclaim" ("belligerent_id");
CREATE INDEX "battles_figureclaim_campaign_id_e1d596e0" ON "battles_figureclaim" ("campaign_id");
CREATE INDEX "battles_figureclaim_claimant_id_a3888611" ON "battles_figureclaim" ("claimant_id");
CREATE INDEX "battles_figureclaim_engagement_id_34bbd451" ON "battles_figureclaim" ("engagement_id");
CREATE INDEX "battles_figureclaim_quoted_source_id_71fe4b9a" ON "battles_figureclaim" ("quoted_source_id");
CREATE INDEX "battles_figureclaim_source_id_6dcb8108" ON "battles_figureclaim" ("source_id");
CREATE INDEX "battles_figureclaim_unit_id_abc86dfb" ON "battles_figureclaim" ("unit_id");
CREATE INDEX "figureclaim_by_meaning" ON "battles_figureclaim" ("kind", "category", "counted");
CREATE INDEX "figureclaim_by_low" ON "battles_figureclaim" ("low");
CREATE INDEX "figureclaim_by_high" ON "battles_figureclaim" ("high");
CREATE INDEX "battles_appointment_campaign_id_0eabf747" ON "battles_appointment" ("campaign_id");
CREATE INDEX "battles_appointment_commander_id_9b99a8e8" ON "battles_appointment" ("commander_id");
CREATE INDEX "battles_appointment_quoted_source_id_d188230f" ON "battles_appointment" ("quoted_source_id");
CREATE INDEX "battles_appointment_source_id_ea878f01" ON "battles_appointment" ("source_id");
CREATE INDEX "battles_appointment_unit_id_073b5dbb" ON "battles_appointment" ("unit_id");
CREATE INDEX "battles_importrecord_made_by_id_94f30ad4" ON "battles_importrecord" ("made_by_id");
CREATE INDEX "battles_changeset_made_by_id_85b540e5" ON "battles_changeset" ("made_by_id");
CREATE INDEX "battles_change_change_set_id_d05fdddc" ON "battles_change" ("change_set_id");
CREATE INDEX "change_of_record" ON "battles_change" ("model", "record_id");
CREATE INDEX "django_session_expire_date_a5c62663" ON "django_session" ("expire_date");
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('django_migrations',20);
INSERT INTO "sqlite_sequence" VALUES('django_admin_log',2);
INSERT INTO "sqlite_sequence" VALUES('django_content_type',25);
INSERT INTO "sqlite_sequence" VALUES('auth_permission',101);
INSERT INTO "sqlite_sequence" VALUES('auth_group',1);
INSERT INTO "sqlite_sequence" VALUES('auth_user',2);
INSERT INTO "sqlite_sequence" VALUES('battles_commander',38);
INSERT INTO "sqlite_sequence" VALUES('battles_place',110);
INSERT INTO "sqlite_sequence" VALUES('battles_engagement',162);
INSERT INTO "sqlite_sequence" VALUES('battles_campaign',14);
INSERT INTO "sqlite_sequence" VALUES('battles_source',32);
INSERT INTO "sqlite_sequence" VALUES('battles_outcomeclaim',174);
INSERT INTO "sqlite_sequence" VALUES('battles_dateclaim',110);
INSERT INTO "sqlite_sequence" VALUES('battles_unit',113);
INSERT INTO "sqlite_sequence" VALUES('battles_subordination',73);
INSERT INTO "sqlite_sequence" VALUES('battles_participation',518);
INSERT INTO "sqlite_sequence" VALUES('battles_name',455);
INSERT INTO "sqlite_sequence" VALUES('battles_figureclaim',126);
INSERT INTO "sqlite_sequence" VALUES('battles_appointment',45);
INSERT INTO "sqlite_sequence" VALUES('battles_importrecord',2);
INSERT INTO "sqlite_sequence" VALUES('battles_changeset',7);
INSERT INTO "sqlite_sequence" VALUES('battles_change',9);
INSERT INTO "sqlite_sequence" VALUES('battles_belligerent',5);
INSERT INTO "sqlite_sequence" VALUES('battles_campaign_places',9);
INSERT INTO "sqlite_sequence" VALUES('battles_engagement_places',189);
INSERT INTO "sqlite_sequence" VALUES('auth_group_permissions',4);
INSERT INTO "sqlite_sequence" VALUES('auth_user_groups',1);
COMMIT;
