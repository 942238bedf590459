namespace Forewarn.Recording;

/// <summary>Something of a file that could not be read; the rest could.</summary>
/// <param name="Offset">Byte of the file where it begins.</param>
public readonly record struct McapDamage(long Offset, string What)
{
    public override string ToString() => $"byte {Offset}: {What}";
}
