using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace BatchGen.Migrations.PostgreSql.Migrations
{
    /// <inheritdoc />
    public partial class ScheduleOwners : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Templates_Name",
                table: "Templates");

            migrationBuilder.AddColumn<long>(
                name: "OwnerId",
                table: "Templates",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "OwnerId",
                table: "Schedules",
                type: "bigint",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "IX_Templates_OwnerId_Name",
                table: "Templates",
                columns: new[] { "OwnerId", "Name" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Schedules_OwnerId",
                table: "Schedules",
                column: "OwnerId");

            migrationBuilder.AddForeignKey(
                name: "FK_Schedules_Users_OwnerId",
                table: "Schedules",
                column: "OwnerId",
                principalTable: "Users",
                principalColumn: "Id",
                onDelete: ReferentialAction.SetNull);

            migrationBuilder.AddForeignKey(
                name: "FK_Templates_Users_OwnerId",
                table: "Templates",
                column: "OwnerId",
                principalTable: "Users",
                principalColumn: "Id",
                onDelete: ReferentialAction.SetNull);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "FK_Schedules_Users_OwnerId",
                table: "Schedules");

            migrationBuilder.DropForeignKey(
                name: "FK_Templates_Users_OwnerId",
                table: "Templates");

            migrationBuilder.DropIndex(
                name: "IX_Templates_OwnerId_Name",
                table: "Templates");

            migrationBuilder.DropIndex(
                name: "IX_Schedules_OwnerId",
                table: "Schedules");

            migrationBuilder.DropColumn(
                name: "OwnerId",
                table: "Templates");

            migrationBuilder.DropColumn(
                name: "OwnerId",
                table: "Schedules");

            migrationBuilder.CreateIndex(
                name: "IX_Templates_Name",
                table: "Templates",
                column: "Name",
                unique: true);
        }
    }
}
