using Forewarn.Core;
using Forewarn.Simulation.Tasks.Language;

namespace Forewarn.Learning.Verifiers;

/// <summary>Numbers of the verifier's tasks; the loop's numbers are in <see cref="Training.TrainingOptions"/>.</summary>
public sealed record VerifierOptions
{
    public VerifierStage Stage { get; init; } = VerifierStage.Text;

    public DecoderOptions Decoder { get; init; } = DecoderOptions.Default;

    /// <summary>Tasks whose language is learned. Every row of text is of one of them, and the rows of latents are divided evenly.</summary>
    public IReadOnlyList<string> Tasks { get; init; } = ["cup"];

    /// <summary>Tokens of text per update; rows follow from the length of the examples.</summary>
    public int TextTokens { get; init; } = 2048;

    /// <summary>Share of rows that hold paraphrases and definitions instead of a choice.</summary>
    public double ParaphraseShare { get; init; } = 0.2;

    /// <summary>Most options in a training choice.</summary>
    public int MaxOptions { get; init; } = 6;

    /// <summary>Updates of the text stage over which its choices grow from two options to <see cref="MaxOptions"/>; 0 gives all from the start.</summary>
    /// <remarks>With all from the start, whether a training learns to choose by what is said and not by the letter depends on its seed.</remarks>
    public int CurriculumUpdates { get; init; } = 1200;

    public double TextWeight { get; init; } = 0.5;

    public double ChoiceWeight { get; init; } = 1;

    /// <summary>Weight of each head of <see cref="MeaningTargets"/> for what wishes and narrations say.</summary>
    public double MeaningWeight { get; init; } = 0.3;

    /// <summary>Weight of the distance of defined words from their meaning, see <see cref="DefinedWords"/>.</summary>
    public double DefinitionWeight { get; init; }

    /// <summary>Weight of the head for what fits.</summary>
    public double FitWeight { get; init; } = 1;

    /// <summary>Plans with latents per update: rows of the joint stage, options of all choices of the direct stage.</summary>
    public int LatentRows { get; init; } = 48;

    /// <summary>Share of latent rows that narrate; the rest rephrase (a fifth) or answer questions.</summary>
    public double NarrationShare { get; init; } = 0.5;

    /// <summary>Imagined steps per latent token; the horizon must be a multiple.</summary>
    public int StepsPerToken { get; init; } = 2;

    /// <summary>Standard deviation of the noise on standardized latents in training.</summary>
    public double LatentNoise { get; init; } = 0.1;

    /// <summary>Examples per split in an evaluation.</summary>
    public int EvaluationExamples { get; init; } = 200;

    /// <summary>Wanted size of the learned vocabulary.</summary>
    public int VocabularySize { get; init; } = 768;

    public static VerifierOptions Debug => new()
    {
        Decoder = DecoderOptions.Debug, TextTokens = 1024, LatentRows = 16, EvaluationExamples = 40,
    };

    /// <summary>The languages of <see cref="Tasks"/>.</summary>
    /// <exception cref="ForewarnException">A task has no language, or is named twice.</exception>
    public IReadOnlyList<TaskLanguage> Languages()
    {
        if (Tasks.Count == 0 || Tasks.Distinct().Count() != Tasks.Count)
            throw ForewarnException.Of("verifier options: tasks", $"[{string.Join(", ", Tasks)}]", "one task or several different ones",
                "Correct the verifier options.", ExitCode.Usage);
        return [.. Tasks.Select(TaskLanguages.Find)];
    }

    /// <summary>Draws how many options the choices of one update have.</summary>
    /// <returns>Within the curriculum 2 up to a bound that grows by one every equal share of it; afterwards 1 to <see cref="MaxOptions"/>.</returns>
    public int DrawOptions(long step, SeedStream seed)
    {
        if (Stage != VerifierStage.Text || step >= CurriculumUpdates || MaxOptions <= 2) return 1 + seed.Next(MaxOptions);
        return 2 + seed.Next(1 + (int)(step * (MaxOptions - 2) / CurriculumUpdates));
    }

    /// <exception cref="ForewarnException">A number is out of range.</exception>
    public void Validate()
    {
        bool fits = TextTokens >= 128 && MaxOptions is >= 1 and <= PromptTokens.MaxOptions && CurriculumUpdates >= 0 && LatentRows > 0 && StepsPerToken > 0
            && ParaphraseShare is >= 0 and < 1 && NarrationShare is >= 0 and <= 1 && LatentNoise >= 0 && EvaluationExamples > 0;
        if (!fits)
            throw ForewarnException.Of("verifier options", $"{this}",
                $"TextTokens 128 or more, MaxOptions 1 to {PromptTokens.MaxOptions}, shares 0 to 1, CurriculumUpdates 0 or more, other counts above 0",
                "Correct the verifier options.", ExitCode.Usage);
    }
}
