using Forewarn.Core;

namespace Forewarn.Learning.Preferences;

/// <summary>How a <see cref="TokenPolicy"/> draws and how it counts.</summary>
public sealed record TokenPolicyOptions
{
    /// <summary>Divides the logits when sampling and in every log-probability alike: new, old and reference.</summary>
    public double Temperature { get; init; } = 1;

    /// <summary>Most tokens of an answer, the end token included.</summary>
    public int MaxAnswer { get; init; } = 24;

    /// <summary>Token that ends an answer and belongs to it; null where all answers have <see cref="MaxAnswer"/> tokens.</summary>
    public int? End { get; init; }

    /// <summary>Fills rows behind their answer; never read.</summary>
    public int Pad { get; init; }

    public LogProbReduction Reduction { get; init; } = LogProbReduction.Sum;

    /// <summary>Name of the linear layer that makes embeddings of a prompt's latents; null where they are embeddings already.</summary>
    public string? Projector { get; init; }

    /// <exception cref="ForewarnException">A number is out of range.</exception>
    public void Validate()
    {
        if (!(Temperature > 0) || !double.IsFinite(Temperature) || MaxAnswer < 1)
            throw ForewarnException.Of("token policy", $"temperature {Temperature:R}, {MaxAnswer} answer tokens", "both above 0",
                "Correct the options.", ExitCode.Usage);
    }
}
