using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace BatchGen.Migrations.PostgreSql.Migrations
{
    /// <inheritdoc />
    public partial class OpenAiAnswers : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "CallsJson",
                table: "Results",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "LogprobsJson",
                table: "Results",
                type: "text",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "CallsJson",
                table: "Results");

            migrationBuilder.DropColumn(
                name: "LogprobsJson",
                table: "Results");
        }
    }
}
