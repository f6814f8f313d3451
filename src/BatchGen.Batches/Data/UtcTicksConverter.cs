using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace BatchGen.Batches.Data;

/// <summary>Stores a moment as UTC ticks: exact, ordered, indexable.</summary>
internal sealed class UtcTicksConverter() : ValueConverter<DateTimeOffset, long>(
    moment => moment.UtcTicks,
    ticks => new DateTimeOffset(ticks, TimeSpan.Zero));
