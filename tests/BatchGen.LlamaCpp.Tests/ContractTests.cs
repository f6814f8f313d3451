using BatchGen.Runtime.Contract.Contexts;
using BatchGen.Runtime.Contract.Models;
using BatchGen.Runtime.Contract.Runs;
using BatchGen.Runtime.Contract.Vocabularies;
using Xunit.Abstractions;

namespace BatchGen.LlamaCpp.Tests;

public sealed class ContextArgumentTests() : ContextArgumentContract(TestRuntime.UnderTest);

public sealed class ContextCancellationTests() : ContextCancellationContract(TestRuntime.UnderTest);

public sealed class ContextCreationTests() : ContextCreationContract(TestRuntime.UnderTest);

public sealed class DecodingTests() : DecodingContract(TestRuntime.UnderTest);

public sealed class SamplingTests() : SamplingContract(TestRuntime.UnderTest);

public sealed class ModelTests() : ModelContract(TestRuntime.UnderTest);

public sealed class ModelLoadingTests() : ModelLoadingContract(TestRuntime.UnderTest);

public sealed class MutatedFileTests(ITestOutputHelper output) : MutatedFileContract(typeof(Probe).Assembly, output);

public sealed class VocabularyTests() : VocabularyContract(TestRuntime.UnderTest);

public sealed class GrammarTests() : GrammarContract(TestRuntime.UnderTest);

public sealed class SavedSequenceTests() : SavedSequenceContract(TestRuntime.UnderTest);

public sealed class LayerWatchTests() : LayerWatchContract(TestRuntime.UnderTest);

public sealed class ContextCostTests() : ContextCostContract(TestRuntime.UnderTest);

public sealed class DryRunTests() : DryRunContract(TestRuntime.UnderTest);

public sealed class RandomModelTests() : RandomModelContract(TestRuntime.UnderTest);

public sealed class LongRunTests() : LongRunContract(TestRuntime.UnderTest);

public sealed class GoldenTests() : GoldenContract(TestRuntime.UnderTest);

public sealed class PassCountTests() : PassCountContract(TestRuntime.UnderTest);

public sealed class WindowTests() : WindowContract(TestRuntime.UnderTest);

public sealed class SplitModelTests() : SplitModelContract(TestRuntime.UnderTest);

public sealed class LoopEqualityTests() : LoopEqualityContract(TestRuntime.UnderTest);
