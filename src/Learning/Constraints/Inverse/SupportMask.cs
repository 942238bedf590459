using Forewarn.Core;
using Forewarn.Learning.Training;

namespace Forewarn.Learning.Constraints.Inverse;

/// <summary>
/// Where a constraint has data: cells of a grid over its features that were visited often enough. A network extrapolates beyond them without a
/// sign, so everything outside reads as unknown.
/// </summary>
public sealed class SupportMask : ISnapshot
{
    private readonly Dictionary<UInt128, long> _visits = [];
    private readonly float[] _widths;

    /// <param name="widths">Cell widths in every feature, <c>[D]</c>, in its unit.</param>
    /// <param name="least">Visits that make a cell known.</param>
    /// <exception cref="ForewarnException">A width that is not positive, more than eight features, or no visit asked for.</exception>
    public SupportMask(IReadOnlyList<float> widths, int least = 1)
    {
        if (widths.Count is < 1 or > 8 || widths.Any(w => !(w > 0) || !float.IsFinite(w)) || least < 1)
            throw ForewarnException.Of("support mask", $"widths [{string.Join(", ", widths)}], {least} visits", "1 to 8 positive widths, at least 1 visit",
                "Correct the mask; give a constraint no more than eight features.", ExitCode.Usage);
        (_widths, Least) = ([.. widths], least);
    }

    /// <summary>Cell widths, <c>[D]</c>.</summary>
    public IReadOnlyList<float> Widths => _widths;

    /// <summary>Visits that make a cell known.</summary>
    public int Least { get; }

    /// <summary>Cells that are known.</summary>
    public int Cells => _visits.Values.Count(v => v >= Least);

    /// <summary>Takes visits into account, <c>[B, D]</c>.</summary>
    public void Observe(ReadOnlySpan<float> features)
    {
        for (int at = 0; at < features.Length; at += _widths.Length)
        {
            var cell = CellOf(features.Slice(at, _widths.Length));
            _visits[cell] = _visits.GetValueOrDefault(cell) + 1;
        }
    }

    /// <param name="features"><c>[D]</c>.</param>
    public bool Contains(ReadOnlySpan<float> features) => _visits.GetValueOrDefault(CellOf(features)) >= Least;

    /// <summary>A cell's name: 16 bits per feature, so that far apart cells share none within 32 000 widths.</summary>
    internal UInt128 CellOf(ReadOnlySpan<float> features)
    {
        UInt128 cell = 0;
        for (int d = 0; d < _widths.Length; d++)
        {
            float place = MathF.Floor(features[d] / _widths[d]);
            // Beyond the range there is no data; NaN compares false and lands there too.
            ushort digit = Math.Abs(place) < short.MaxValue ? (ushort)(short)place : (ushort)0x8000;
            cell = cell << 16 | digit;
        }
        return cell;
    }

    public void Save(SnapshotWriter to)
    {
        // In the order of the cells: files of equal masks are equal.
        var cells = _visits.OrderBy(v => v.Key).ToArray();
        var numbers = new long[3 * cells.Length];
        for (int i = 0; i < cells.Length; i++)
            (numbers[3 * i], numbers[3 * i + 1], numbers[3 * i + 2]) =
                ((long)(ulong)(cells[i].Key >> 64), (long)(ulong)cells[i].Key, cells[i].Value);
        to.Add("visits", numbers);
    }

    public void Load(SnapshotReader from)
    {
        var numbers = new long[from.Length("visits")];
        from.Longs("visits", numbers);
        if (numbers.Length % 3 != 0 || Enumerable.Range(0, numbers.Length / 3).Any(i => numbers[3 * i + 2] < 1))
            throw ForewarnException.Of("support mask", $"{numbers.Length} numbers", "three for every visited cell", "The file is damaged: save it again.");
        _visits.Clear();
        for (int i = 0; i < numbers.Length; i += 3) _visits[new UInt128((ulong)numbers[i], (ulong)numbers[i + 1])] = numbers[i + 2];
    }
}
