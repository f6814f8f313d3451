using BatchGen.Engine.Planning;
using BatchGen.Inference.Runtime;
using BatchGen.Inference.Runtime.Logs;

namespace BatchGen.Engine.Host;

/// <summary>
/// Keeps the last model "loaded": its vocabulary is what takes time, and a person who moves a slider asks about the same
/// model again and again.
/// </summary>
internal sealed class DryRunBench : IDisposable
{
    private IModelRuntime? _runtime;
    private IDryRunModel? _model;
    private ModelKey? _key;

    /// <exception cref="RuntimeException">llama.cpp's libraries cannot be loaded.</exception>
    public IModelRuntime Runtime => _runtime ??= RuntimeFactory.Create(Log);

    /// <exception cref="RuntimeException">llama.cpp's libraries cannot be loaded.</exception>
    public IReadOnlyList<DeviceMemory> GetDevices() => Runtime.GetDevices();

    /// <exception cref="RuntimeException">The file is refused, or llama.cpp refuses it or the settings.</exception>
    public IReadOnlyList<DeviceAllocation> Measure(DryRunRequest request) => Model(request).Measure(request.Context);

    public void Dispose() => _model?.Dispose();

    private IDryRunModel Model(DryRunRequest request)
    {
        var model = request.Model;
        // The shares as text: a list equals only itself, and each request brings its own.
        var key = new ModelKey(model with { TensorSplit = null }, string.Join(' ', model.TensorSplit ?? []), File.GetLastWriteTimeUtc(model.Path));
        if (_model is not null && key == _key)
            return _model;

        _model?.Dispose();
        _model = null;
        ModelSafety.RequirePlannable(model.Path);
        _model = Runtime.LoadForDryRun(model);
        _key = key;
        return _model;
    }

    /// <summary>Standard error is kept by the parent: the last line is what it shows when this process dies.</summary>
    private static void Log(LlamaLogLine line)
    {
        if (line.Level >= LlamaLogLevel.Warning)
            Console.Error.WriteLine(line.Text);
    }

    private sealed record ModelKey(ModelLoadRequest Undivided, string Shares, DateTime WrittenUtc);
}
