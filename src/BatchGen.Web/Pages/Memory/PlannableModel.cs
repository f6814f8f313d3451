using BatchGen.Engine.Planning;
using BatchGen.Inference.Gguf;
using BatchGen.Inference.Memory;
using BatchGen.Inference.Memory.Savings;
using BatchGen.Web.Localization;
using BatchGen.Web.Models;

namespace BatchGen.Web.Pages.Memory;

/// <summary>A model the page can plan: a file of the models folder, or a shape whose file need not be here.</summary>
/// <param name="Key">What the page's address calls it.</param>
/// <param name="Path">Null for a shape without a file: its plan is computed and never simulated.</param>
public sealed record PlannableModel(string Key, string Name, string? Path, ModelShape? KnownShape)
{
    private static IReadOnlyList<PlannableModel> References =>
    [
        Reference("codegeex4-16bit", "Reference16", GgufTensorType.F16),
        Reference("codegeex4-8bit", "Reference8", GgufTensorType.Q8_0),
        Reference("codegeex4-4bit", "Reference4", GgufTensorType.Q4_0),
    ];

    /// <summary>Planned when nothing else can be.</summary>
    public static PlannableModel Fallback => References[1];

    /// <summary>The files that are there, then the shapes.</summary>
    public static IReadOnlyList<PlannableModel> List(ModelCatalog catalog)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        return [.. catalog.List().Where(file => file.Exists).Select(file => new PlannableModel(file.Name, file.Name, file.Path, null)), .. References];
    }

    /// <exception cref="GgufException">The file's header is refused.</exception>
    public ModelShape Shape(PlanService plans)
    {
        ArgumentNullException.ThrowIfNull(plans);
        return KnownShape ?? plans.ReadShape(Path!);
    }

    private static PlannableModel Reference(string key, string text, GgufTensorType weights) =>
        new(key, Texts<MemoryPageTexts>.Of(text), null, ReferenceShapes.CodeGeeX4(weights));
}
