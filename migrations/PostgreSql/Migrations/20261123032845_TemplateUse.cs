using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace BatchGen.Migrations.PostgreSql.Migrations
{
    /// <inheritdoc />
    public partial class TemplateUse : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "LastUsedAt",
                table: "Templates",
                type: "timestamp with time zone",
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
