using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace BatchGen.Migrations.PostgreSql.Migrations
{
    /// <inheritdoc />
    public partial class Queue : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Batches_CreatedAt_Id",
                table: "Batches");

            migrationBuilder.DropIndex(
                name: "IX_Batches_State_CreatedAt_Id",
                table: "Batches");

            migrationBuilder.AddColumn<long>(
                name: "DurationMs",
                table: "Batches",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "PausedAt",
                table: "Batches",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "PausedBy",
                table: "Batches",
                type: "character varying(200)",
                maxLength: 200,
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "ScheduleId",
                table: "Batches",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "ScheduleRunId",
                table: "Batches",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "ProgressPermille",
                table: "Batches",
                type: "integer",
                nullable: false,
                computedColumnSql: "CASE WHEN \"TotalItems\" = 0 THEN 1000 ELSE (\"SucceededItems\" + \"FailedItems\" + \"CancelledItems\") * 1000 / \"TotalItems\" END",
                stored: true);

            migrationBuilder.CreateTable(
                name: "BatchLabels",
                columns: table => new
                {
                    BatchId = table.Column<long>(type: "bigint", nullable: false),
                    Label = table.Column<string>(type: "character varying(50)", maxLength: 50, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_BatchLabels", x => new { x.BatchId, x.Label });
                    table.ForeignKey(
                        name: "FK_BatchLabels_Batches_BatchId",
                        column: x => x.BatchId,
                        principalTable: "Batches",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "BatchWords",
                columns: table => new
                {
                    BatchId = table.Column<long>(type: "bigint", nullable: false),
                    Word = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_BatchWords", x => new { x.BatchId, x.Word });
                    table.ForeignKey(
                        name: "FK_BatchWords_Batches_BatchId",
                        column: x => x.BatchId,
                        principalTable: "Batches",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "QueuePauses",
                columns: table => new
                {
                    Id = table.Column<int>(type: "integer", nullable: false),
                    At = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    By = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_QueuePauses", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Templates",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    Name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    SettingsJson = table.Column<string>(type: "text", nullable: false),
                    InputBytes = table.Column<long>(type: "bigint", nullable: true),
                    ChangedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    ChangedBy = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Templates", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Schedules",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    Name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    TemplateId = table.Column<long>(type: "bigint", nullable: false),
                    Cron = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true),
                    OnceAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    TimeZone = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    Overlap = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    MissedRuns = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    Folder = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: true),
                    ReadFiles = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    IsEnabled = table.Column<bool>(type: "boolean", nullable: false),
                    NextRunAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    LastRunAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    CreatedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    CreatedBy = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Schedules", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Schedules_Templates_TemplateId",
                        column: x => x.TemplateId,
                        principalTable: "Templates",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "TemplateInputs",
                columns: table => new
                {
                    TemplateId = table.Column<long>(type: "bigint", nullable: false),
                    Content = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_TemplateInputs", x => x.TemplateId);
                    table.ForeignKey(
                        name: "FK_TemplateInputs_Templates_TemplateId",
                        column: x => x.TemplateId,
                        principalTable: "Templates",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "ScheduleRuns",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    ScheduleId = table.Column<long>(type: "bigint", nullable: false),
                    At = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    State = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    BatchPublicId = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    Note = table.Column<string>(type: "text", nullable: true),
                    FileName = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: true),
                    FileHash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ScheduleRuns", x => x.Id);
                    table.ForeignKey(
                        name: "FK_ScheduleRuns_Schedules_ScheduleId",
                        column: x => x.ScheduleId,
                        principalTable: "Schedules",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Batches_DurationMs_Id",
                table: "Batches",
                columns: new[] { "DurationMs", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Batches_FinishedAt",
                table: "Batches",
                column: "FinishedAt");

            migrationBuilder.CreateIndex(
                name: "IX_Batches_Name_Id",
                table: "Batches",
                columns: new[] { "Name", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Batches_ProgressPermille_Id",
                table: "Batches",
                columns: new[] { "ProgressPermille", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Batches_ScheduleId_Id",
                table: "Batches",
                columns: new[] { "ScheduleId", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Batches_ScheduleRunId",
                table: "Batches",
                column: "ScheduleRunId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Batches_State_Id",
                table: "Batches",
                columns: new[] { "State", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_BatchLabels_Label_BatchId",
                table: "BatchLabels",
                columns: new[] { "Label", "BatchId" });

            migrationBuilder.CreateIndex(
                name: "IX_BatchWords_Word_BatchId",
                table: "BatchWords",
                columns: new[] { "Word", "BatchId" });

            migrationBuilder.CreateIndex(
                name: "IX_ScheduleRuns_ScheduleId_FileHash",
                table: "ScheduleRuns",
                columns: new[] { "ScheduleId", "FileHash" });

            migrationBuilder.CreateIndex(
                name: "IX_ScheduleRuns_ScheduleId_Id",
                table: "ScheduleRuns",
                columns: new[] { "ScheduleId", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_ScheduleRuns_State",
                table: "ScheduleRuns",
                column: "State");

            migrationBuilder.CreateIndex(
                name: "IX_Schedules_NextRunAt",
                table: "Schedules",
                column: "NextRunAt");

            migrationBuilder.CreateIndex(
                name: "IX_Schedules_TemplateId",
                table: "Schedules",
                column: "TemplateId");

            migrationBuilder.CreateIndex(
                name: "IX_Templates_Name",
                table: "Templates",
                column: "Name",
                unique: true);

            migrationBuilder.AddForeignKey(
                name: "FK_Batches_Schedules_ScheduleId",
                table: "Batches",
                column: "ScheduleId",
                principalTable: "Schedules",
                principalColumn: "Id",
                onDelete: ReferentialAction.SetNull);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "FK_Batches_Schedules_ScheduleId",
                table: "Batches");

            migrationBuilder.DropTable(
                name: "BatchLabels");

            migrationBuilder.DropTable(
                name: "BatchWords");

            migrationBuilder.DropTable(
                name: "QueuePauses");

            migrationBuilder.DropTable(
                name: "ScheduleRuns");

            migrationBuilder.DropTable(
                name: "TemplateInputs");

            migrationBuilder.DropTable(
                name: "Schedules");

            migrationBuilder.DropTable(
                name: "Templates");

            migrationBuilder.DropIndex(
                name: "IX_Batches_DurationMs_Id",
                table: "Batches");

            migrationBuilder.DropIndex(
                name: "IX_Batches_FinishedAt",
                table: "Batches");

            migrationBuilder.DropIndex(
                name: "IX_Batches_Name_Id",
                table: "Batches");

            migrationBuilder.DropIndex(
                name: "IX_Batches_ProgressPermille_Id",
                table: "Batches");

            migrationBuilder.DropIndex(
                name: "IX_Batches_ScheduleId_Id",
                table: "Batches");

            migrationBuilder.DropIndex(
                name: "IX_Batches_ScheduleRunId",
                table: "Batches");

            migrationBuilder.DropIndex(
                name: "IX_Batches_State_Id",
                table: "Batches");

            migrationBuilder.DropColumn(
                name: "ProgressPermille",
                table: "Batches");

            migrationBuilder.DropColumn(
                name: "DurationMs",
                table: "Batches");

            migrationBuilder.DropColumn(
                name: "PausedAt",
                table: "Batches");

            migrationBuilder.DropColumn(
                name: "PausedBy",
                table: "Batches");

            migrationBuilder.DropColumn(
                name: "ScheduleId",
                table: "Batches");

            migrationBuilder.DropColumn(
                name: "ScheduleRunId",
                table: "Batches");

            migrationBuilder.CreateIndex(
                name: "IX_Batches_CreatedAt_Id",
                table: "Batches",
                columns: new[] { "CreatedAt", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Batches_State_CreatedAt_Id",
                table: "Batches",
                columns: new[] { "State", "CreatedAt", "Id" });
        }
    }
}
