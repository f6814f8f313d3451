using BatchGen.Engine.Client;
using BatchGen.Engine.Host.Gpus;
using BatchGen.Engine.Calibration;
using BatchGen.Inference.Chat;
using BatchGen.Inference.Runtime;
using BatchGen.Inference.Runtime.Logs;
using BatchGen.Inference.Scheduling;
using Microsoft.Extensions.Logging;

namespace BatchGen.Engine.Host;

/// <summary>The thread that owns the model: it loads, then runs the loop, and nothing else touches the context.</summary>
internal sealed class ModelSession(EngineSettings settings, HostStatus status, TimeProvider time, ILogger<ModelSession> logger)
{
    private volatile LoadedModel? _loaded;

    /// <summary>Null until the model is ready.</summary>
    public LoadedModel? Loaded => _loaded;

    public void Start() => new Thread(Run) { IsBackground = true, Name = "engine loop" }.Start();

    private void Run()
    {
        try
        {
            LoadAndServe();
        }
        catch (RuntimeException failure)
        {
            _loaded = null;
            logger.LogError(failure, "The engine cannot go on: {Code}.", failure.Code);
            status.Failed(failure);
        }
    }

    private void LoadAndServe()
    {
        ModelSafety.RequireLoadable(settings.Model.Path);
        var runtime = RuntimeFactory.Create(Log);
        GpuRequirement.Require(settings, runtime.Info, runtime.GetDevices, new SystemLibraryProbe(), warning => logger.LogWarning("{Warning}", warning));
        using var model = runtime.LoadModel(settings.Model, new LoadProgress(status), CancellationToken.None);
        var contextLimit = EngineSizing.ContextLimit(settings, model.Info);
        var sized = EngineSizing.Resolve(settings, contextLimit);
        var measured = Measure(model, sized);
        using var context = model.CreateContext(sized);
        var template = TemplateFor(model);
        var rules = new SchedulerSettings(FirstRowCost: measured.Steps?.Row ?? settings.KnownRowCost);
        var loop = new GenerationLoop(context, model.Vocabulary, rules, time)
        {
            OnObserverError = error => logger.LogError(error.Error, "Reporting sequence {Id} failed.", error.SequenceId),
        };
        _loaded = new LoadedModel(
            runtime, loop, new RequestIntake(model.Vocabulary, template, contextLimit, settings.DefaultMaxTokens));
        status.Ready(new EngineModel(model.Info, runtime.Info, context.Info, contextLimit, settings.DefaultMaxTokens, template.Name)
        {
            Offload = measured.Offload,
            Steps = measured.Steps,
        });
        loop.Run(CancellationToken.None);
    }

    private IChatTemplate TemplateFor(IRuntimeModel model)
    {
        try
        {
            return ChatTemplates.For(model, time);
        }
        catch (PromptException refusal)
        {
            throw new RuntimeException(refusal.Code, refusal.Message, refusal);
        }
    }

    private MeasuredEngine Measure(IRuntimeModel model, ContextSettings context) => new(
        settings.MeasureOffload ? Tried(() => new OffloadProbe(model, context, settings.Model.GpuLayers, time).Measure()) : null,
        settings.MeasureSteps ? Tried(() => new StepProbe(model, context, time).Measure()) : null);

    /// <summary>A probe that fails is no reason to serve nobody.</summary>
    private T? Tried<T>(Func<T?> probe)
        where T : class
    {
        try
        {
            return probe();
        }
        catch (RuntimeException failure)
        {
            logger.LogWarning("How fast the model is here could not be measured. {Code}: {Message}", failure.Code, failure.Message);
            return null;
        }
    }

    private void Log(LlamaLogLine line)
    {
        if (line.Level >= LlamaLogLevel.Warning)
            logger.LogWarning("{Line}", line.Text);
    }

    private sealed class LoadProgress(HostStatus status) : IProgress<float>
    {
        public void Report(float value) => status.Loading(value);
    }
}
