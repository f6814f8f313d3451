using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace BatchGen.Migrations.Sqlite.Migrations
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
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "LineageJson",
                table: "Results",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Flags",
                table: "Items",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<bool>(
                name: "IsCodeUnchanged",
                table: "Items",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "PartTokens",
                table: "Items",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Parts",
                table: "Items",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<string>(
                name: "Path",
                table: "Items",
                type: "TEXT",
                maxLength: 1024,
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "QualityRetries",
                table: "Items",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            // Lists read a row's narrow part: the long one stays last, or every read would walk its overflow pages.
            migrationBuilder.Sql("""ALTER TABLE "Items" ADD COLUMN "RequestJsonLast" TEXT NOT NULL DEFAULT '';""");
            migrationBuilder.Sql("""UPDATE "Items" SET "RequestJsonLast" = "RequestJson";""");
            migrationBuilder.Sql("""ALTER TABLE "Items" DROP COLUMN "RequestJson";""");
            migrationBuilder.Sql("""ALTER TABLE "Items" RENAME COLUMN "RequestJsonLast" TO "RequestJson";""");

            migrationBuilder.AddColumn<int>(
                name: "CodeChangedItems",
                table: "Batches",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "DegenerateItems",
                table: "Batches",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "EmptyItems",
                table: "Batches",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "FlaggedItems",
                table: "Batches",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "NoCodeItems",
                table: "Batches",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "SyntaxErrorItems",
                table: "Batches",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "TruncatedItems",
                table: "Batches",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.CreateTable(
                name: "Pieces",
                columns: table => new
                {
                    ItemId = table.Column<long>(type: "INTEGER", nullable: false),
                    Round = table.Column<int>(type: "INTEGER", nullable: false),
                    Number = table.Column<int>(type: "INTEGER", nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    FirstLine = table.Column<int>(type: "INTEGER", nullable: false),
                    LastLine = table.Column<int>(type: "INTEGER", nullable: false),
                    TextTokens = table.Column<int>(type: "INTEGER", nullable: false),
                    PromptTokens = table.Column<int>(type: "INTEGER", nullable: false),
                    CachedTokens = table.Column<int>(type: "INTEGER", nullable: false),
                    CompletionTokens = table.Column<int>(type: "INTEGER", nullable: false),
                    FinishReason = table.Column<string>(type: "TEXT", maxLength: 20, nullable: true),
                    ErrorCode = table.Column<string>(type: "TEXT", maxLength: 80, nullable: true),
                    ErrorMessage = table.Column<string>(type: "TEXT", nullable: true),
                    QueuedMs = table.Column<double>(type: "REAL", nullable: false),
                    PrefillMs = table.Column<double>(type: "REAL", nullable: false),
                    DecodeMs = table.Column<double>(type: "REAL", nullable: false),
                    FinishedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    PromptDigest = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Text = table.Column<string>(type: "TEXT", nullable: true)
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
