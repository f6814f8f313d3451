using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace BatchGen.Migrations.PostgreSql.Migrations
{
    /// <inheritdoc />
    public partial class AddTasks : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "FlagsJson",
                table: "Results",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "LineageJson",
                table: "Results",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Flags",
                table: "Items",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<bool>(
                name: "IsCodeUnchanged",
                table: "Items",
                type: "boolean",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "PartTokens",
                table: "Items",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Parts",
                table: "Items",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<string>(
                name: "Path",
                table: "Items",
                type: "character varying(1024)",
                maxLength: 1024,
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "QualityRetries",
                table: "Items",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "CodeChangedItems",
                table: "Batches",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "DegenerateItems",
                table: "Batches",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "EmptyItems",
                table: "Batches",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "FlaggedItems",
                table: "Batches",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "NoCodeItems",
                table: "Batches",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "SyntaxErrorItems",
                table: "Batches",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "TruncatedItems",
                table: "Batches",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.CreateTable(
                name: "Pieces",
                columns: table => new
                {
                    ItemId = table.Column<long>(type: "bigint", nullable: false),
                    Round = table.Column<int>(type: "integer", nullable: false),
                    Number = table.Column<int>(type: "integer", nullable: false),
                    State = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    FirstLine = table.Column<int>(type: "integer", nullable: false),
                    LastLine = table.Column<int>(type: "integer", nullable: false),
                    TextTokens = table.Column<int>(type: "integer", nullable: false),
                    PromptTokens = table.Column<int>(type: "integer", nullable: false),
                    CachedTokens = table.Column<int>(type: "integer", nullable: false),
                    CompletionTokens = table.Column<int>(type: "integer", nullable: false),
                    FinishReason = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: true),
                    ErrorCode = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: true),
                    ErrorMessage = table.Column<string>(type: "text", nullable: true),
                    QueuedMs = table.Column<double>(type: "double precision", nullable: false),
                    PrefillMs = table.Column<double>(type: "double precision", nullable: false),
                    DecodeMs = table.Column<double>(type: "double precision", nullable: false),
                    FinishedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    PromptDigest = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    Text = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Pieces", x => new { x.ItemId, x.Round, x.Number });
                    table.ForeignKey(
                        name: "FK_Pieces_Items_ItemId",
                        column: x => x.ItemId,
                        principalTable: "Items",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "Pieces");

            migrationBuilder.DropColumn(
                name: "FlagsJson",
                table: "Results");

            migrationBuilder.DropColumn(
                name: "LineageJson",
                table: "Results");

            migrationBuilder.DropColumn(
                name: "Flags",
                table: "Items");

            migrationBuilder.DropColumn(
                name: "IsCodeUnchanged",
                table: "Items");

            migrationBuilder.DropColumn(
                name: "PartTokens",
                table: "Items");

            migrationBuilder.DropColumn(
                name: "Parts",
                table: "Items");

            migrationBuilder.DropColumn(
                name: "Path",
                table: "Items");

            migrationBuilder.DropColumn(
                name: "QualityRetries",
                table: "Items");

            migrationBuilder.DropColumn(
                name: "CodeChangedItems",
                table: "Batches");

            migrationBuilder.DropColumn(
                name: "DegenerateItems",
                table: "Batches");

            migrationBuilder.DropColumn(
                name: "EmptyItems",
                table: "Batches");

            migrationBuilder.DropColumn(
                name: "FlaggedItems",
                table: "Batches");

            migrationBuilder.DropColumn(
                name: "NoCodeItems",
                table: "Batches");

            migrationBuilder.DropColumn(
                name: "SyntaxErrorItems",
                table: "Batches");

            migrationBuilder.DropColumn(
                name: "TruncatedItems",
                table: "Batches");
        }
    }
}
