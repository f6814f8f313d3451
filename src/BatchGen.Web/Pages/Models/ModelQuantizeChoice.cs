using BatchGen.Inference.Runtime;
using BatchGen.Web.Models;

namespace BatchGen.Web.Pages.Models;

/// <summary>A model and what it is to be made into.</summary>
public sealed record ModelQuantizeChoice(ModelCard Model, QuantizedType Type);
