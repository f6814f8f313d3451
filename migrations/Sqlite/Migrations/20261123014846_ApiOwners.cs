using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace BatchGen.Migrations.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class ApiOwners : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "WebhookSecret",
                table: "BatchOrders");

            migrationBuilder.DropColumn(
                name: "WebhookUrl",
                table: "BatchOrders");

            migrationBuilder.RenameColumn(
                name: "NotifiedAt",
                table: "BatchOrders",
                newName: "OwnerId");

            migrationBuilder.AddColumn<int>(
                name: "Lines",
                table: "Files",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<long>(
                name: "OwnerId",
                table: "Files",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "ApiKeyId",
                table: "BatchOrders",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "BatchWebhooks",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    BatchPublicId = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Url = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: false),
                    ProtectedSecret = table.Column<string>(type: "TEXT", nullable: false),
                    CreatedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    NotifiedAt = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_BatchWebhooks", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "LiveUsage",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    UserId = table.Column<long>(type: "INTEGER", nullable: false),
                    ApiKeyId = table.Column<long>(type: "INTEGER", nullable: true),
                    Day = table.Column<long>(type: "INTEGER", nullable: false),
                    Tokens = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_LiveUsage", x => x.Id);
                    table.ForeignKey(
                        name: "FK_LiveUsage_Users_UserId",
                        column: x => x.UserId,
                        principalTable: "Users",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Files_OwnerId_CreatedAt_Id",
                table: "Files",
                columns: new[] { "OwnerId", "CreatedAt", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_BatchOrders_OwnerId_CreatedAt_Id",
                table: "BatchOrders",
                columns: new[] { "OwnerId", "CreatedAt", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_BatchWebhooks_BatchPublicId",
                table: "BatchWebhooks",
                column: "BatchPublicId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_BatchWebhooks_NotifiedAt",
                table: "BatchWebhooks",
                column: "NotifiedAt");

            migrationBuilder.CreateIndex(
                name: "IX_LiveUsage_Day",
                table: "LiveUsage",
                column: "Day");

            migrationBuilder.CreateIndex(
                name: "IX_LiveUsage_UserId_Day",
                table: "LiveUsage",
                columns: new[] { "UserId", "Day" });

            migrationBuilder.AddForeignKey(
                name: "FK_BatchOrders_Users_OwnerId",
                table: "BatchOrders",
                column: "OwnerId",
                principalTable: "Users",
                principalColumn: "Id",
                onDelete: ReferentialAction.SetNull);

            migrationBuilder.AddForeignKey(
                name: "FK_Files_Users_OwnerId",
                table: "Files",
                column: "OwnerId",
                principalTable: "Users",
                principalColumn: "Id",
                onDelete: ReferentialAction.SetNull);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "FK_BatchOrders_Users_OwnerId",
                table: "BatchOrders");

            migrationBuilder.DropForeignKey(
                name: "FK_Files_Users_OwnerId",
                table: "Files");

            migrationBuilder.DropTable(
                name: "BatchWebhooks");

            migrationBuilder.DropTable(
                name: "LiveUsage");

            migrationBuilder.DropIndex(
                name: "IX_Files_OwnerId_CreatedAt_Id",
                table: "Files");

            migrationBuilder.DropIndex(
                name: "IX_BatchOrders_OwnerId_CreatedAt_Id",
                table: "BatchOrders");

            migrationBuilder.DropColumn(
                name: "Lines",
                table: "Files");

            migrationBuilder.DropColumn(
                name: "OwnerId",
                table: "Files");

            migrationBuilder.DropColumn(
                name: "ApiKeyId",
                table: "BatchOrders");

            migrationBuilder.RenameColumn(
                name: "OwnerId",
                table: "BatchOrders",
                newName: "NotifiedAt");

            migrationBuilder.AddColumn<string>(
                name: "WebhookSecret",
                table: "BatchOrders",
                type: "TEXT",
                maxLength: 200,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "WebhookUrl",
                table: "BatchOrders",
                type: "TEXT",
                maxLength: 2000,
                nullable: true);
        }
    }
}
