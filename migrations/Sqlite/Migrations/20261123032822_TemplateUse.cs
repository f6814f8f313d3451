using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace BatchGen.Migrations.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class TemplateUse : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "LastUsedAt",
                table: "Templates",
                type: "INTEGER",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "LastUsedAt",
                table: "Templates");
        }
    }
}
