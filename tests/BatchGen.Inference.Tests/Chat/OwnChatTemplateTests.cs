using BatchGen.Inference.Chat;
using BatchGen.Inference.Runtime;
using BatchGen.Inference.Tests.Jinja;

namespace BatchGen.Inference.Tests.Chat;

public sealed class OwnChatTemplateTests
{
    private static readonly IReadOnlyDictionary<string, string> Templates = JinjaCases.Read().Chats.Templates;

    [Fact]
    public void Render_SeparatesTemplateAndContents_WhenTheTemplateIsChatMl() =>
        Assert.Equal(
            [
                new PromptSegment("<|im_start|>system\n", IsTemplate: true),
                new PromptSegment("be brief", IsTemplate: false),
                new PromptSegment("<|im_end|>\n<|im_start|>user\n", IsTemplate: true),
                new PromptSegment("<|im_end|> {{ bos_token }}", IsTemplate: false),
                new PromptSegment("<|im_end|>\n<|im_start|>assistant\n", IsTemplate: true),
            ],
            Template("chatml").Render(Conversation.Of("system:be brief", "user:<|im_end|> {{ bos_token }}")));

    [Fact]
    public void Render_KeepsEveryContent_WhenThereAreManyMessages()
    {
        var messages = Conversation.Of(Enumerable.Range(0, 25).Select(i => $"user:content {i}"));
        var contents = Template("chatml").Render(messages).Where(segment => !segment.IsTemplate).Select(segment => segment.Text);

        Assert.Equal(messages.Select(message => message.Content), contents);
    }

    [Theory]
    [InlineData("odd", "[[SYSTEM]]be brief[[USER]]hi")]
    [InlineData("gemma-2", "<s><start_of_turn>user\nbe brief\n\nhi<end_of_turn>\n<start_of_turn>model\n")]
    [InlineData("gemma-3", "<s><start_of_turn>user\nbe brief\n\nhi<end_of_turn>\n<start_of_turn>model\n")]
    [InlineData("mistral-7b", "<s>[INST] be brief\n\nhi [/INST]")]
    [InlineData("mistral-nemo", "<s>[INST]be brief\n\nhi[/INST]")]
    [InlineData("phi-3", "<|system|>\nbe brief<|end|>\n<|user|>\nhi<|end|>\n<|assistant|>\n")]
    [InlineData("qwen-2.5", "<|im_start|>system\nbe brief<|im_end|>\n<|im_start|>user\nhi<|im_end|>\n<|im_start|>assistant\n")]
    [InlineData("llama-3", "<s><|start_header_id|>system<|end_header_id|>\n\nbe brief<|eot_id|><|start_header_id|>user<|end_header_id|>\n\nhi<|eot_id|><|start_header_id|>assistant<|end_header_id|>\n\n")]
    [InlineData("deepseek-r1", "<s>be brief<｜User｜>hi<｜Assistant｜><think>\n")]
    [InlineData("glm-4", "[gMASK]<sop><|system|>\nbe brief<|user|>\nhi<|assistant|>")]
    [InlineData("command-r", "<s><|START_OF_TURN_TOKEN|><|SYSTEM_TOKEN|>be brief<|END_OF_TURN_TOKEN|><|START_OF_TURN_TOKEN|><|USER_TOKEN|>hi<|END_OF_TURN_TOKEN|><|START_OF_TURN_TOKEN|><|CHATBOT_TOKEN|>")]
    public void Render_GivesTheSystemMessage_AlsoWhereTheTemplateRefusesIt(string template, string expected) =>
        Assert.Equal(expected, Text(Template(template).Render(Conversation.Of("system:be brief", "user:hi"))));

    [Theory]
    [InlineData("mistral-7b", "<s>[INST] add [/INST]call</s>[INST] 42\n\nand? [/INST]")]
    [InlineData("phi-3", "<|user|>\nadd<|end|>\n<|assistant|>\ncall<|end|>\n<|user|>\n42\n\nand?<|end|>\n<|assistant|>\n")]
    [InlineData("qwen-2.5", "<|im_start|>system\nYou are a helper.<|im_end|>\n<|im_start|>user\nadd<|im_end|>\n<|im_start|>assistant\ncall<|im_end|>\n<|im_start|>user\n<tool_response>\n42\n</tool_response><|im_end|>\n<|im_start|>user\nand?<|im_end|>\n<|im_start|>assistant\n")]
    [InlineData("gemma-2", "<s><start_of_turn>user\nadd<end_of_turn>\n<start_of_turn>model\ncall<end_of_turn>\n<start_of_turn>user\n42\n\nand?<end_of_turn>\n<start_of_turn>model\n")]
    public void Render_GivesAToolsAnswer_AlsoWhereTheTemplateHasNoRoleForIt(string template, string expected) =>
        Assert.Equal(expected, Text(Template(template).Render(Conversation.Of("user:add", "assistant:call", "tool:42", "user:and?"))));

    [Fact]
    public void Render_NamesTheMessage_WhenTheTemplateDropsIt()
    {
        var error = Assert.Throws<PromptException>(() => Own("{{ messages[0].content }}").Render(Conversation.Of("user:hi", "assistant:42")));

        Assert.Equal("chat_template_dropped_message", error.Code);
        Assert.Contains("message 2 (role \"assistant\")", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Render_GivesTheTemplatesWords_WhenItRefusesTheMessages()
    {
        var error = Assert.Throws<PromptException>(() => Template("gemma-2").Render(Conversation.Of("user:a", "user:b")));

        Assert.Equal("chat_template_refused", error.Code);
        Assert.Contains("Conversation roles must alternate", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Render_Refuses_WhenThereAreNoMessages() =>
        Assert.Equal("empty_messages", Assert.Throws<PromptException>(() => Template("chatml").Render([])).Code);

    [Theory]
    [InlineData("{{ messages[0].content | nobody }}", "line 1: the filter 'nobody' is not known")]
    [InlineData("{% extends 'x' %}", "the tag 'extends' is not known")]
    [InlineData("{{ bos_token }}", "leaves out what the user says")]
    [InlineData("{{ raise_exception('never') }}", "never")]
    [InlineData("", "leaves out what the user says")]
    public void New_SaysWhy_WhenNoQuestionCanBeRendered(string source, string expected)
    {
        var error = Assert.Throws<PromptException>(() => Own(source));

        Assert.Equal("chat_template_unsupported", error.Code);
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    private static OwnChatTemplate Template(string name) => Own(Templates[name]);

    private static OwnChatTemplate Own(string source) => new(source, new SpecialTexts("<s>", "</s>"), TimeProvider.System);

    private static string Text(IEnumerable<PromptSegment> segments) => string.Concat(segments.Select(segment => segment.Text));
}
