namespace BatchGen.Testing.Mutations;

/// <summary>The keys and architectures that llama.cpp looks for (LLM_KV_NAMES and LLM_ARCH_NAMES of v0.5.0, which hold all of b10221's).</summary>
internal static class KnownKeys
{
    /// <summary>Without the architecture's name before them.</summary>
    public static IReadOnlyList<string> OfArchitecture { get; } = Names(
        """
        vocab_size context_length embedding_length embedding_length_out embedding_length_per_layer_input features_length block_count
        leading_dense_block_count attn_res.block_size activation.situ_beta activation.situ_linear_beta feed_forward_length
        expert_feed_forward_length expert_shared_feed_forward_length expert_chunk_feed_forward_length swiglu_clamp_exp swiglu_clamp_shexp
        use_parallel_residual tensor_data_layout expert_count expert_used_count expert_shared_count expert_group_count expert_group_used_count
        expert_weights_scale expert_weights_norm expert_latent_length expert_gating_func expert_group_scale experts_per_group moe_every_n_layers
        moe_latent_size nextn_predict_layers n_deepstack_layers deepstack_mapping hidden_activation pooling_type logit_scale decoder_start_token_id
        decoder_block_count attn_logit_softcapping router_logit_softcapping final_logit_softcapping swin_norm rescale_every_n_layers
        time_mix_extra_dim time_decay_extra_dim residual_scale embedding_scale adapters.count adapters.token_ids_activate
        adapters.token_ids_substitute adapters.lora_rank adapters.router_gain token_shift_count interleave_moe_layer_step full_attention_interval
        num_loops skip_loop_final_norm hrm.layers_per_stack hrm.h_cycles hrm.l_cycles hrm.prefix_lm attention.head_count attention.head_count_kv
        attention.max_alibi_bias attention.clamp_kqv attention.key_length attention.value_length attention.layer_norm_epsilon
        attention.layer_norm_rms_epsilon attention.group_norm_epsilon attention.group_norm_groups attention.causal attention.q_lora_rank
        attention.kv_lora_rank attention.decay_lora_rank attention.iclr_lora_rank attention.value_residual_mix_lora_rank attention.gate_lora_rank
        attention.relative_buckets_count attention.sliding_window attention.sliding_window_pattern attention.rope_pattern attention.scale
        attention.output_scale attention.value_scale attention.temperature_length attention.temperature_scale attention.key_length_mla
        attention.value_length_mla attention.key_length_swa attention.value_length_swa attention.key_length_mla_swa attention.value_length_mla_swa
        attention.kv_lora_rank_swa attention.indexer.head_count attention.indexer.key_length attention.indexer.top_k attention.indexer.block_size
        attention.indexer.local_blocks attention.indexer.types attention.output_group_count attention.output_lora_rank
        attention.compress_rope_freq_base attention.compress_ratios attention.shared_kv_layers attention.recurrent_layers hyper_connection.count
        hyper_connection.sinkhorn_iterations hyper_connection.epsilon hyper_connection.magnitude hyper_connection.low_rank ple.layers ple.ngram_size
        ple.heads_per_ngram ple.conv_kernel ple.layer_multipliers ple.head_offsets ple.head_vocab_sizes ple.eos_token_id ple.image_token_id
        hash_layer_count rope.dimension_count rope.dimension_count_swa rope.dimension_sections rope.freq_base rope.freq_base_swa rope.scale_linear
        rope.scaling.type rope.scaling.factor rope.scaling.alpha rope.scaling.attn_factor rope.scaling.original_context_length
        rope.scaling.finetuned rope.scaling.yarn_log_multiplier rope.scaling.yarn_ext_factor rope.scaling.yarn_attn_factor
        rope.scaling.yarn_beta_fast rope.scaling.yarn_beta_slow ssm.conv_kernel ssm.inner_size ssm.state_size ssm.time_step_rank ssm.group_count
        ssm.dt_b_c_rms kda.head_dim kda.safe_gate kda.gate_lower_bound wkv.head_size posnet.embedding_length posnet.block_count
        convnext.embedding_length convnext.block_count classifier.output_labels target_layers target_hidden_size norm_before_residual norm_before_fc
        block_size conv_kernel_size conv_group_size selector_rank selector_top_k shortconv.l_cache dense_2_feat_in dense_2_feat_out dense_3_feat_in
        dense_3_feat_out
        """);

    public static IReadOnlyList<string> OfTokenizer { get; } = Names(
        """
        tokenizer.ggml.model tokenizer.ggml.pre tokenizer.ggml.tokens tokenizer.ggml.token_type tokenizer.ggml.token_type_count
        tokenizer.ggml.scores tokenizer.ggml.merges tokenizer.ggml.bos_token_id tokenizer.ggml.eos_token_id tokenizer.ggml.eot_token_id
        tokenizer.ggml.eom_token_id tokenizer.ggml.unknown_token_id tokenizer.ggml.seperator_token_id tokenizer.ggml.padding_token_id
        tokenizer.ggml.cls_token_id tokenizer.ggml.mask_token_id tokenizer.ggml.add_bos_token tokenizer.ggml.add_eos_token
        tokenizer.ggml.add_sep_token tokenizer.ggml.add_space_prefix tokenizer.ggml.remove_extra_whitespaces tokenizer.ggml.precompiled_charsmap
        tokenizer.huggingface.json tokenizer.rwkv.world tokenizer.chat_template tokenizer.ggml.normalizer.lowercase
        tokenizer.ggml.normalizer.strip_accents tokenizer.ggml.fim_pre_token_id tokenizer.ggml.fim_suf_token_id tokenizer.ggml.fim_mid_token_id
        tokenizer.ggml.fim_pad_token_id tokenizer.ggml.fim_rep_token_id tokenizer.ggml.fim_sep_token_id tokenizer.ggml.suppress_tokens
        tokenizer.ggml.prefix_token_id tokenizer.ggml.suffix_token_id tokenizer.ggml.middle_token_id
        """);

    public static IReadOnlyList<string> Architectures { get; } = Names(
        """
        (unknown) afmoe apertus arcee arctic arwkv7 baichuan bailingmoe bailingmoe2 bailingmoe3 bert bitnet bloom chameleon chatglm clip codeshell
        cogvlm cohere2 cohere2moe command-r dbrx deci deepseek deepseek2 deepseek2-ocr deepseek32 deepseek4 dflash dots1 dots3note dream eagle3
        ernie4_5 ernie4_5-moe eurobert exaone exaone-moe exaone4 falcon falcon-h1 gemma gemma-embedding gemma2 gemma3 gemma3n gemma4
        gemma4-assistant glm-dsa glm4 glm4moe gpt-oss gpt2 gptj gptneox granite granite_swa granitehybrid granitemoe graniteswitch grok grovemoe
        hrm_text hunyuan-dense hunyuan-moe hunyuan_vl hy_v3 hy_v4 internlm2 jais jais2 jamba jina-bert-v2 jina-bert-v3 kimi-k3 kimi-linear laguna
        lfm2 lfm2moe llada llada-moe llama llama-embed llama4 maincoder mamba mamba2 maple mellum mimo2 minicpm minicpm3 minimax-01 minimax-m2
        minimax-m3 mistral3 mistral4 modern-bert mpt muse-glimmer nanbeige nemotron nemotron_h nemotron_h_moe neo-bert nomic-bert nomic-bert-moe
        olmo olmo2 olmoe openelm orion paddleocr pangu-embedded phi2 phi3 phimoe plamo plamo2 plamo3 plm pockettts qwen qwen2 qwen2moe qwen2vl qwen3
        qwen35 qwen35moe qwen3moe qwen3next qwen3tts qwen3vl qwen3vlmoe qwen4exp refact rnd1 rwkv6 rwkv6qwen2 rwkv7 seed_oss smallthinker smollm3
        spark2_5 stablelm starcoder starcoder2 step35 t5 t5encoder talkie wavtokenizer-dec xverse
        """);

    private static string[] Names(string text) => text.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries);
}
