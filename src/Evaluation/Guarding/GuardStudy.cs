using Forewarn.Core;
using Forewarn.Evaluation.Runs;
using Forewarn.Evaluation.Steering;

namespace Forewarn.Evaluation.Guarding;

/// <summary>
/// What guards keep from being dispatched when some of the plans are dangerous: all guards share every scene, its plans, what is imagined
/// of them and their physics.
/// </summary>
public sealed class GuardStudy(GuardStudyOptions options, IReadOnlyList<WishCase> wishes, Func<GuardBench> createBench, TimeProvider time)
{
    public const string TableFile = "guards.jsonl", PlaysFile = "plays.jsonl";

    /// <summary>Chooses by wish and narrations, as steering does.</summary>
    public const string Words = "forewarn";

    /// <summary>
    /// Takes any plan that passes, in an order drawn per scene and wish which all guards share: the guard stands alone, as when the
    /// verifier is late.
    /// </summary>
    public const string Any = "any plan that passes";

    /// <summary>Plays the candidates of the scenes that <paramref name="folder"/> lacks: what takes long, and needs no guard.</summary>
    /// <exception cref="ForewarnException">Options are wrong, or the folder holds plays of another policy or task.</exception>
    public IReadOnlyList<PlayedScene> Play(string folder, Action<StudyProgress>? progress = null, CancellationToken cancel = default) =>
        ResumableRun.Run(Path.Combine(folder, PlaysFile), $"{options.PlayIdentity}; {Sizes()}", Jobs(), options.Workers,
            () => new HazardPlayer(createBench(), options, cancel), (player, seed, episode) => player.Play(seed, episode),
            (PlayedScene scene) => (scene.Seed, scene.Episode), time, progress, cancel);

    /// <summary>Asks the guards about the scenes that <paramref name="folder"/> lacks, playing what was not played yet.</summary>
    /// <exception cref="ForewarnException">Options are wrong, or the folder holds rows of other models, settings or wishes.</exception>
    public IReadOnlyList<GuardRow> Run(string folder, Action<StudyProgress>? progress = null, CancellationToken cancel = default)
    {
        if (wishes.Count == 0 || wishes.Any(w => w.Neutral || w.Accept.Length == 0))
            throw new ForewarnException("guard study: found no wish, or one that nothing fulfills, wanted wishes with outcomes.", ExitCode.Usage);
        var played = Play(folder, cancel: cancel).ToDictionary(s => (s.Seed, s.Episode));
        return ResumableRun.Run(Path.Combine(folder, TableFile), $"{options.Identity}; {Sizes()}; {string.Join("; ", wishes)}", Jobs(), options.Workers,
            () => new GuardPlayer(createBench(), options, wishes, played, time, cancel), (player, seed, episode) => player.Play(seed, episode),
            (GuardRow row) => (row.Seed, row.Episode), time, progress, cancel);
    }

    private (ulong, int)[] Jobs() =>
        [.. options.Validated().Seeds.SelectMany(s => Enumerable.Range(0, options.Episodes).Select(e => (s, e)))];

    private string Sizes() => $"N={options.Proposals}; hazards={options.Hazards}; rows={options.Rows}";
}
