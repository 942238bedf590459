namespace Forewarn.Learning.Preferences.Diagnosis;

/// <summary>One question of a diagnosis with its answer.</summary>
/// <param name="Name">Path-free, for example <c>uncovered mass</c>.</param>
/// <param name="Finding">The answer in a sentence; where the data are missing, which and how to get them.</param>
/// <param name="Figures">Empty exactly where the answer is unknown.</param>
public sealed record DiagnosisItem(int Number, string Name, DiagnosisFlag Flag, string Finding, IReadOnlyList<DiagnosisFigure> Figures)
{
    public static DiagnosisItem Unknown(int number, string name, string why) => new(number, name, DiagnosisFlag.Unknown, why, []);
}
