using BatchGen.Inference.Gguf;
using BatchGen.Inference.Sentences;
using BatchGen.Web.Formatting;
using BatchGen.Web.Models;

namespace BatchGen.Web.Doctor;

/// <summary>Whether the default model's file is there, may be read and is one; and the folder whose models may be chosen.</summary>
internal sealed class ModelLook(ModelCatalog models) : ILook
{
    private const string Remedy = "Set Models:Default (or --model) to a GGUF file that this user may read.";

    public string Name => "model";

    public Task<IReadOnlyList<Finding>> LookAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<Finding>>([Default(), Folder()]);

    private Finding Default()
    {
        var model = models.Default;
        try
        {
            var header = GgufFile.Read(model.Path);
            var sentence = $"{model.Path}: {header.Metadata.FindString("general.architecture")}, {ByteText.Of(model.SizeBytes)}.";
            return model.Caution is { } caution ? Finding.Warning(Name, $"{sentence} {caution}") : Finding.Ok(Name, sentence);
        }
        catch (GgufException refused)
        {
            return Finding.Problem(Name, $"The default model {model.Path} cannot be used: {refused.Message} ({refused.Code})", Remedy);
        }
    }

    private Finding Folder()
    {
        try
        {
            return Finding.Ok(Name, $"{CountText.Of(Directory.EnumerateFiles(models.Folder, "*.gguf").Count(), "file")} in {models.Folder} may be chosen.");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return Finding.Warning(
                Name, $"No other model may be chosen: {ForeignMessage.Of(failure)}", "Make the folder, or set Models:Directory to one that this user may read.");
        }
    }
}
