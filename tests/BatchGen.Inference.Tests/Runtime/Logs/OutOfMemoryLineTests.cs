using BatchGen.Inference.Runtime.Logs;

namespace BatchGen.Inference.Tests.Runtime.Logs;

public sealed class OutOfMemoryLineTests
{
    /// <summary>As the sources of llama.cpp v0.5.0 print them.</summary>
    [Theory]
    [InlineData("ggml_backend_cuda_buffer_type_alloc_buffer: allocating 8880.00 MiB on device 0: cudaMalloc failed: out of memory")]
    [InlineData("alloc_tensor_range: failed to allocate CUDA0 buffer of size 9311354880")]
    [InlineData("ggml_gallocr_reserve_n_impl: failed to allocate CPU buffer of size 343932928")]
    [InlineData("llama_init_from_model: failed to initialize the context: failed to allocate buffer for kv cache")]
    [InlineData("llama_model_load: error loading model: unable to allocate CUDA0 buffer")]
    [InlineData("ggml_aligned_malloc: insufficient memory (attempted to allocate 65536.00 MB)")]
    [InlineData("CUDA error: out of memory")]
    [InlineData("ggml_vulkan: vk::Device::allocateMemory: ErrorOutOfDeviceMemory")]
    public void IsOne_KnowsIt_WhenADeviceGaveNoMemory(string line) => Assert.True(OutOfMemoryLine.IsOne(line));

    [Theory]
    [InlineData("CUDA error: an illegal memory access was encountered")]
    [InlineData("ggml_cuda_host_malloc: failed to allocate 512.00 MiB of pinned memory: out of memory")]
    [InlineData("llama_model_load: error loading model: missing tensor 'output.weight'")]
    public void IsOne_DoesNotTakeOtherLinesForIt(string line) => Assert.False(OutOfMemoryLine.IsOne(line));
}
