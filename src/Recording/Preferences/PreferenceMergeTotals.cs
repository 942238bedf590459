namespace Forewarn.Recording;

/// <summary>What a merge found.</summary>
/// <param name="Files">Files that were read.</param>
/// <param name="Added">Records that are new.</param>
/// <param name="Known">Judgments that were in the file already, or in two sources.</param>
/// <param name="Others">Records that no person made, or of another wish.</param>
/// <param name="Unusable">Rows that are no sound record.</param>
public sealed record PreferenceMergeTotals(int Files, int Added, int Known, int Others, int Unusable);
