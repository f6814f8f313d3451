using BatchGen.Inference.Gguf;
using BatchGen.Inference.Memory;
using BatchGen.Inference.Sentences;

namespace BatchGen.Web.Pages.Memory;

/// <summary>Why there is no plan.</summary>
/// <param name="Code">Stable, listed in docs/errors.md.</param>
public sealed record PlanRefusal(string Code, Sentence Sentence)
{
    /// <summary>Null when the failure is no refusal of a file or a setting.</summary>
    public static PlanRefusal? Of(Exception failure) => failure switch
    {
        GgufException file => new PlanRefusal(file.Code, file.Message),
        PlanException setting => new PlanRefusal(setting.Code, setting.Sentence),
        _ => null,
    };
}
