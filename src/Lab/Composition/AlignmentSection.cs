using Forewarn.Core;
using Forewarn.Learning.Training;
using Forewarn.Learning.Verifiers.Alignment;
using Forewarn.Verifier.Chat;
using TorchSharp;

namespace Forewarn.Lab.Composition;

/// <summary>Section <c>train_align</c>: teaching a language model from elsewhere to read latents.</summary>
internal sealed record AlignmentSection
{
    private static readonly SettingCheck Checked = new("Correct section train_align.");

    public AlignmentOptions Alignment { get; init; } = new();

    public TrainingOptions Training { get; init; } = new() { Steps = 2000, LearningRate = 3e-4, WarmupSteps = 50, CheckpointEvery = 200 };

    /// <summary>How the frozen weights are kept: <c>float32</c>, or <c>bfloat16</c> in half the memory.</summary>
    public string Weights { get; init; } = "float32";

    /// <summary><c>cpu</c> or <c>cuda</c>.</summary>
    public string Device { get; init; } = "cpu";

    /// <summary>Longest sequence of question, plan and answer.</summary>
    public int MaxTokens { get; init; } = 256;

    /// <summary>What the model is asked of every plan.</summary>
    public string Narrate { get; init; } = ChatQuestions.Default.Narrate;

    /// <summary>What it is asked in the end; <c>{wish}</c> and <c>{options}</c> stand for themselves.</summary>
    public string Choose { get; init; } = ChatQuestions.Default.Choose;

    /// <summary>For models of text alone: a special token that they do not use.</summary>
    public string PlanToken { get; init; } = "";

    public ChatQuestions Questions => new(Narrate, Choose, PlanToken.Length > 0 ? PlanToken : null);

    internal torch.ScalarType Type => Weights == "bfloat16" ? torch.ScalarType.BFloat16 : torch.ScalarType.Float32;

    internal torch.Device On => Device == "cuda" ? torch.CUDA : torch.CPU;

    /// <exception cref="ForewarnException">A setting is out of range.</exception>
    public void Validate()
    {
        Alignment.Validate();
        Training.Validate();
        Checked.Require(Weights is "float32" or "bfloat16", "weights", Weights, "float32 or bfloat16");
        Checked.Require(Device is "cpu" or "cuda", "device", Device, "cpu or cuda");
        Checked.Require(Device == "cpu" || torch.cuda.is_available(), "device", Device, "cpu: this build or machine has no CUDA");
        Checked.Require(MaxTokens > 0, "max_tokens", MaxTokens, "at least 1");
        Checked.Require(Narrate.Length > 0, "narrate", Narrate, "a question");
        Checked.Require(Choose.Contains("{wish}", StringComparison.Ordinal) && Choose.Contains("{options}", StringComparison.Ordinal), "choose", Choose,
            "a question with {wish} and {options}");
    }
}
