using BatchGen.Inference.Chat;
using BatchGen.Testing.Runtime;

namespace BatchGen.Inference.Tests.Chat;

public sealed class ChatTemplatesTests
{
    [Theory]
    [InlineData("chatglm", null, "codegeex4")]
    [InlineData("chatglm", "{{ messages[0].content }}", "codegeex4")]
    [InlineData("llama", "{{ messages[0].content }}", "own")]
    [InlineData("llama", null, "none")]
    public void For_PicksTheTemplate_ByArchitectureAndFile(string architecture, string? own, string expected)
    {
        var model = new FakeModel(architecture, FakeVocabulary.CodeGeeX4()) { OwnTemplate = own };

        Assert.Equal(expected, ChatTemplates.For(model, TimeProvider.System).Name);
    }

    [Fact]
    public void Render_JoinsContents_WhenTheModelHasNoTemplate() =>
        Assert.Equal(
            [new PromptSegment("be brief\n\nhi", IsTemplate: false)],
            new PlainTemplate().Render(Conversation.Of("system:be brief", "user:hi")));
}
