using System.Collections.Concurrent;
using System.Threading.Channels;
using BatchGen.Engine.Client;
using BatchGen.Engine.Protocol;
using BatchGen.Inference.Answers;
using BatchGen.Inference.Scheduling;
using Grpc.Core;

namespace BatchGen.Engine.Host;

/// <summary>One Generate call: what it sent, what is still open, what is to be said about it.</summary>
/// <param name="notes">Standard output, not buffered.</param>
internal sealed class GenerateCall(LoadedModel model, Stream notes)
{
    private static long _lastCall;

    /// <summary>Ids are unique within a call; the loop needs them unique within the process.</summary>
    private readonly string _prefix = $"{Interlocked.Increment(ref _lastCall)}/";
    private readonly ConcurrentDictionary<string, byte> _open = new(StringComparer.Ordinal);
    private readonly Channel<GenerateEvent> _events = Channel.CreateUnbounded<GenerateEvent>(
        new UnboundedChannelOptions { SingleReader = true });

    /// <summary>1 for the request stream itself, plus 1 for each request without an end.</summary>
    private int _expected = 1;

    public ChannelReader<GenerateEvent> Events => _events.Reader;

    public async Task ReceiveAsync(IAsyncStreamReader<GenerateRequest> requests, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var request in requests.ReadAllAsync(cancellationToken))
                Submit(request.FromWire());
        }
        finally
        {
            CompleteOne();
        }
    }

    public void CancelUnfinished()
    {
        foreach (var id in _open.Keys)
            model.Loop.Cancel(_prefix + id);
    }

    private void Submit(GenerationRequest request)
    {
        Interlocked.Increment(ref _expected);
        if (!_open.TryAdd(request.Id, 0))
        {
            End(new GenerationFailed(request.Id, new SequenceFailure(
                "duplicate_request_id", $"Request id '{request.Id}' is already running in this call.")));
            return;
        }

        switch (model.Intake.Prepare(_prefix + request.Id, request with { Group = request.Group ?? _prefix }))
        {
            case IntakeAccepted accepted when model.Loop.FindProblem(accepted.Sequence) is { } problem:
                _open.TryRemove(request.Id, out _);
                End(new GenerationFailed(request.Id, problem));
                break;
            case IntakeAccepted accepted:
                // Before the loop has it: nothing is said of a request before this.
                if (request.StreamText)
                    Say(new GenerationQueued(request.Id));
                model.Loop.Submit(accepted.Sequence, new CallObserver(this, request.Id, request.StreamText));
                break;
            case IntakeRefused refused:
                _open.TryRemove(request.Id, out _);
                End(new GenerationFailed(request.Id, refused.Failure));
                break;
        }
    }

    /// <summary>Noted first: the events may still be on their way when the step ends the process.</summary>
    private void Begin(string id)
    {
        BegunLine.Write(notes, id);
        Say(new GenerationStarted(id));
    }

    private void Say(GenerationEvent @event) => _events.Writer.TryWrite(@event.ToWire());

    private void End(GenerationEvent @event)
    {
        Say(@event);
        CompleteOne();
    }

    private void CompleteOne()
    {
        if (Interlocked.Decrement(ref _expected) == 0)
            _events.Writer.TryComplete();
    }

    private sealed class CallObserver(GenerateCall call, string id, bool streamText) : ISequenceObserver
    {
        public bool WantsText => streamText;

        public void OnStarted() => call.Begin(id);

        public void OnText(AnswerDelta delta) => call.Say(new GenerationText(id, delta.Text, delta.Tokens));

        public void OnFinished(SequenceResult result) => End(new GenerationFinished(id, result));

        public void OnFailed(SequenceFailure failure) => End(new GenerationFailed(id, failure));

        private void End(GenerationEvent @event)
        {
            call._open.TryRemove(id, out _);
            call.End(@event);
        }
    }
}
