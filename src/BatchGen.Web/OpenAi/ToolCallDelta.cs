using BatchGen.Batches.Results;
using BatchGen.Inference.Tools;

namespace BatchGen.Web.OpenAi;

/// <summary>A call in a streamed answer. Clients join the pieces of one index; here a call comes in one piece, once it is whole.</summary>
internal sealed record ToolCallDelta(int Index, string Id, string Type, ToolCallFunction Function)
{
    public static ToolCallDelta Of(ToolCall call, int index, string requestId)
    {
        var body = ToolCallBody.Of(call, index, requestId);
        return new(index, body.Id, body.Type, body.Function);
    }
}
