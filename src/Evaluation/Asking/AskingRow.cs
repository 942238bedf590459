namespace Forewarn.Evaluation.Asking;

/// <summary>One scene, one wish, one calibrated decision.</summary>
/// <param name="Wish">Index into the study's wishes.</param>
/// <param name="Options">Options of different text on offer.</param>
/// <param name="Fitting">
/// Greatest probability among options that fulfilled the wish when executed; that of "none of these" where none did.
/// </param>
/// <param name="Greatest">Greatest probability of any option, "none of these" included.</param>
/// <param name="Second">Second greatest: with a threshold at or below it there is a question.</param>
/// <param name="MeantChance">Greatest probability among options that did what the person had in mind; null where none did.</param>
/// <param name="BestFulfills">Whether the most probable plan fulfilled the wish: what executing without asking would have given.</param>
/// <param name="BestMeant">Whether it was also what the person had in mind.</param>
/// <param name="Decision">What was decided under a threshold; null while calibrating.</param>
public sealed record AskingRow(
    ulong Seed, int Episode, int Wish, int Options, double Fitting, double Greatest, double Second, double? MeantChance, bool BestFulfills, bool BestMeant,
    AskingDecision? Decision);
