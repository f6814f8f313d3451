using BatchGen.Engine.Calibration;
using BatchGen.Engine.Client;
using BatchGen.Engine.Planning;
using BatchGen.Engine.Setup;
using BatchGen.Inference.Gguf;
using BatchGen.Inference.Memory;

namespace BatchGen.Engine.Admission;

/// <summary>Makes an engine's wish of its file and the settings. The header is judged here, before native code sees the file.</summary>
internal static class EngineWishes
{
    /// <param name="calibrations">What earlier loads measured; null looks at none.</param>
    /// <exception cref="EngineException">The file is missing or not fit to be loaded.</exception>
    public static EngineWish Read(string modelPath, EngineOptions options, EngineChoice choice, CalibrationRecords? calibrations = null)
    {
        if (!File.Exists(modelPath))
        {
            throw new EngineException(
                "model_not_found",
                $"There is no model file at {modelPath}. Set Models:Default (or --model) to a GGUF file.");
        }

        try
        {
            var file = GgufFile.Read(modelPath);
            GgufSafety.CheckForLoad(file);
            return Of(file, options, choice) with { Measured = plan => calibrations?.Find(modelPath, plan).Steps };
        }
        catch (GgufException refusal)
        {
            throw new EngineException(refusal.Code, $"The model {modelPath} cannot be used. {refusal.Message}", refusal);
        }
    }

    /// <param name="file">Judged.</param>
    public static EngineWish Of(GgufFile file, EngineOptions options, EngineChoice choice)
    {
        var chosen = EngineSetup.Resolve(choice, options);
        return EngineWish.Of(EngineSetup.Settings(options, file.Path, chosen), ModelShape.From(file)) with
        {
            Layers = chosen.GpuLayers!,
            IsLayoutFree = options.IsLayoutFree,
            AreSlotsFree = chosen.Slots is null && options.KvCells == 0,
        };
    }
}
