using BatchGen.Inference.Sentences;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace BatchGen.Batches.Data;

/// <summary>Tells EF how a sentence is kept.</summary>
internal sealed class SentenceConverter() : ValueConverter<Sentence, string>(sentence => StoredSentence.Write(sentence), text => StoredSentence.Read(text));
