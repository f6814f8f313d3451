using System.CommandLine;
using BatchGen.Web.Planning;

namespace BatchGen.Web.CommandLine;

/// <summary>What may be chosen of an engine, in the same words for a plan and for a run.</summary>
internal sealed class LeverOptions
{
    private readonly Option<string?> _context = new("--context") { Description = "The most tokens one prompt and its answer may take (Engine:ContextLimitTokens).", HelpName = "N" };
    private readonly Option<string?> _slots = new("--slots") { Description = "Prompts that run at once, 1 to 256 (Engine:Slots).", HelpName = "N" };
    private readonly Option<string?> _kvType = new("--kv-type")
    {
        Description = "How the KV cache is stored: f16, q8_0 or q4_0 (Engine:KvType).",
        HelpName = "TYPE",
        CompletionSources = { { "f16", "q8_0", "q4_0" } },
    };
    private readonly Option<string?> _flashAttention = new("--flash-attention")
    {
        Description = "on or off (Engine:FlashAttention).",
        HelpName = "on|off",
        CompletionSources = { { "on", "off" } },
    };
    private readonly Option<string?> _gpuLayers = new("--gpu-layers")
    {
        Description = "Layers on the GPU: a number, -1 for all, or auto for as many as fit (Engine:GpuLayers).",
        HelpName = "N|auto",
        CompletionSources = { { "-1", "auto" } },
    };

    public void AddTo(Command command)
    {
        command.Options.Add(_context);
        command.Options.Add(_slots);
        command.Options.Add(_kvType);
        command.Options.Add(_flashAttention);
        command.Options.Add(_gpuLayers);
    }

    public LeverTexts Read(ParseResult parsed) => new(
        parsed.GetValue(_context), parsed.GetValue(_slots), parsed.GetValue(_kvType), parsed.GetValue(_flashAttention), parsed.GetValue(_gpuLayers));
}
