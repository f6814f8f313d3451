using BatchGen.Engine.Host.Gpus;
using BatchGen.Engine.Protocol;
using BatchGen.Inference.Chat;
using Grpc.Core;

namespace BatchGen.Engine.Host;

/// <summary>The engine's end of the process boundary.</summary>
internal sealed class EngineWireService(ModelSession session, HostStatus status, GpuReadings gpus) : EngineWire.EngineWireBase
{
    private static readonly Stream Notes = Console.OpenStandardOutput();

    /// <summary>Twice a second is what a person's eye follows; idle engines only give a sign of life.</summary>
    private static readonly TimeSpan BusyInterval = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan IdleInterval = TimeSpan.FromSeconds(5);

    public override async Task Generate(
        IAsyncStreamReader<GenerateRequest> requestStream,
        IServerStreamWriter<GenerateEvent> responseStream,
        ServerCallContext context)
    {
        using var span = EngineSpans.BeginServing(context.RequestHeaders);
        var call = new GenerateCall(RequireModel(), Notes);
        using var work = status.BeginWork();
        var receiving = call.ReceiveAsync(requestStream, context.CancellationToken);
        try
        {
            await foreach (var @event in call.Events.ReadAllAsync(context.CancellationToken))
                await responseStream.WriteAsync(@event, context.CancellationToken);
            await receiving;
        }
        finally
        {
            call.CancelUnfinished();
        }
    }

    public override Task<CountTokensReply> CountTokens(CountTokensRequest request, ServerCallContext context)
    {
        var intake = RequireModel().Intake;
        var counts = new int[request.Prompts.Count];
        Parallel.For(0, counts.Length, index => counts[index] = Count(intake, request.Prompts[index]));
        var reply = new CountTokensReply();
        reply.Tokens.AddRange(counts);
        return Task.FromResult(reply);
    }

    public override Task<DrainReply> Drain(DrainRequest request, ServerCallContext context)
    {
        RequireModel().Loop.Drain();
        return Task.FromResult(new DrainReply());
    }

    /// <summary>A prompt that cannot be rendered takes no tokens; running it says what is wrong with it.</summary>
    private static int Count(RequestIntake intake, PromptWire prompt)
    {
        try
        {
            return intake.CountTokens(prompt.FromWire());
        }
        catch (PromptException)
        {
            return 0;
        }
    }

    public override async Task WatchStatus(
        WatchStatusRequest request,
        IServerStreamWriter<StatusReply> responseStream,
        ServerCallContext context)
    {
        while (!context.CancellationToken.IsCancellationRequested)
        {
            var changed = status.Changed;
            var reply = Describe();
            await responseStream.WriteAsync(reply, context.CancellationToken);
            await Task.WhenAny(changed, Task.Delay(status.HasWork ? BusyInterval : IdleInterval, context.CancellationToken));
        }
    }

    private StatusReply Describe()
    {
        var reply = status.Current;
        reply.ProcessBytes = Environment.WorkingSet;
        if (session.Loaded is { } loaded)
        {
            reply.Activity = loaded.Loop.Activity.ToWire();
            reply.Devices.AddRange(loaded.Devices.Select(StatusMapping.ToWire));
            reply.Gpus.AddRange(gpus.Read().Select(GpuMapping.ToWire));
        }

        return reply;
    }

    private LoadedModel RequireModel() =>
        session.Loaded ?? throw new RpcException(new Status(StatusCode.FailedPrecondition, "The model is not loaded yet."));
}
