namespace Forewarn.Serving;

/// <summary>What a world model imagines of every mode of one decision, as pictures.</summary>
/// <param name="Strips">PNG files by mode and camera: the pictures of a mode side by side, from soon to the end.</param>
/// <param name="Pictures">Pictures in a strip.</param>
internal sealed record Film(IReadOnlyDictionary<(int Mode, string Camera), byte[]> Strips, int Pictures)
{
    public long Bytes => Strips.Values.Sum(s => (long)s.Length);
}
