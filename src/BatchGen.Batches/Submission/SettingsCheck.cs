using BatchGen.Batches.Nights;
using BatchGen.Batches.Notices;
using BatchGen.Batches.Requests;
using BatchGen.Batches.Webhooks;
using BatchGen.Engine;
using BatchGen.Inference.Memory;
using BatchGen.Inference.Sampling;

namespace BatchGen.Batches.Submission;

/// <summary>Holds the settings of a whole batch against the same bounds as those of a line.</summary>
internal static class SettingsCheck
{
    public static IEnumerable<InputProblem> FindProblems(SubmissionRequest request)
    {
        var sampling = SamplingParameter.All.Select(parameter => Within(parameter.Property, parameter.Read(request.Sampling), parameter));
        return sampling.Concat(
        [
            Within("QualityRetry.Temperature", request.QualityRetry?.Temperature ?? 0, SamplingParameter.Temperature),
            Within("QualityRetry.RepetitionPenalty", request.QualityRetry?.RepetitionPenalty ?? 1, SamplingParameter.RepetitionPenalty),
            Within("QualityRetry.MaxTries", request.QualityRetry?.MaxTries ?? 1, 1, 5),
            Within(nameof(request.MaxTokens), request.MaxTokens ?? 1, 1, int.MaxValue),
            Within(nameof(request.ContextLimitTokens), request.ContextLimitTokens ?? 2, 2, int.MaxValue),
            Labels.FindProblem(request.Labels),
            Within(nameof(request.Engine.Slots), request.Engine.Slots ?? 1, 1, PlanSettings.SlotsMax),
            Within(nameof(request.Engine.GpuLayers), request.Engine.GpuLayers?.Count ?? 0, -1, int.MaxValue),
            FlashAttentionProblem(request.Engine),
            WebhookProblem(request.Webhook),
            NoticeRules.FindProblem(request.Notify),
            HoursProblem(request.Hours),
        ]).OfType<InputProblem>();
    }

    private static InputProblem? FlashAttentionProblem(EngineChoice engine) => engine is { FlashAttention: false, KvType: { } type } && type.IsQuantized()
        ? new InputProblem(
            null,
            ProblemCodes.KvTypeNeedsFlashAttention,
            $"The batch asks for a {type} KV cache without flash attention, which it needs. Switch flash attention on, or choose f16.",
            nameof(engine.FlashAttention))
        : null;

    private static InputProblem? WebhookProblem(NewWebhook? webhook)
    {
        try
        {
            if (webhook is not null)
                WebhookRules.Require(webhook.Url, webhook.Secret);
            return null;
        }
        catch (RequestRefusedException refusal)
        {
            return new InputProblem(null, refusal.Code, refusal.Sentence, refusal.Param);
        }
    }

    private static InputProblem? HoursProblem(BatchHours? hours) =>
        hours?.FindProblem() is { } problem ? new InputProblem(null, problem.Code, problem.Sentence, problem.Field) : null;

    private static InputProblem? Within(string name, double value, SamplingParameter parameter) => Within(name, value, parameter.Least, parameter.Most);

    // Not "outside of": NaN is neither inside nor outside.
    private static InputProblem? Within(string name, double value, double from, double to) => value >= from && value <= to
        ? null
        : new InputProblem(null, ProblemCodes.ValueOutOfRange, $"The batch's {name} must be between {from} and {to}; it is {value}.", name);
}
