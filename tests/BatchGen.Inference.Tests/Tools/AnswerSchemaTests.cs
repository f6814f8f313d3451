using BatchGen.Inference.Chat;
using BatchGen.Inference.Tools;

namespace BatchGen.Inference.Tests.Tools;

public sealed class AnswerSchemaTests
{
    private static readonly AnswerSchema Schema = new("""
        { "$schema": "https://json-schema.org/draft/2020-12/schema",
          "type": "object", "properties": { "age": { "type": "integer", "description": "Größe \"in\" Jahren" } } }
        """);

    [Fact]
    public void AddTo_TellsTheSchemaWithItsDescriptions_AtTheEndOfTheSystemTurn()
    {
        var messages = Schema.AddTo([new("system", "Be short."), new("user", "Hi")]);

        Assert.Equal(["system", "user"], messages.Select(message => message.Role));
        Assert.StartsWith("Be short.\n\n# Answer\n", messages[0].Content, StringComparison.Ordinal);
        Assert.EndsWith(
            "```json\n{\"type\":\"object\",\"properties\":{\"age\":{\"type\":\"integer\",\"description\":\"Größe \\\"in\\\" Jahren\"}}}\n```",
            messages[0].Content,
            StringComparison.Ordinal);
    }

    [Fact]
    public void AddTo_OpensASystemTurn_WhenThereIsNone() =>
        Assert.Equal(["system", "user"], Schema.AddTo([new("user", "Hi")]).Select(message => message.Role));
}
