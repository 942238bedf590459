using System.Runtime.InteropServices;
using Forewarn.Core;

namespace Forewarn.Steering;

/// <summary>Plans as they stand in a decision record, bit-exact.</summary>
/// <param name="Count"><c>K</c>.</param>
/// <param name="Values">Base64 of <c>[K, T, A]</c> little-endian 32-bit floats.</param>
/// <param name="Mass">Base64 of <c>[K]</c> little-endian 32-bit floats.</param>
/// <param name="Sha256">Digest of shape, values and masses.</param>
public sealed record RecordedPlans(ActionSpec Action, int Count, string Values, string Mass, string Sha256)
{
    public static RecordedPlans Of(ActionProposals plans) =>
        new(plans.Spec, plans.Count, Encode(plans.Values), Encode(plans.Mass), InputDigest.Of(plans));

    /// <exception cref="ForewarnException">The numbers are damaged.</exception>
    public ActionProposals ToPlans()
    {
        try
        {
            var plans = new ActionProposals(Decode(Values), Count, Action, Decode(Mass));
            if (InputDigest.Of(plans) == Sha256) return plans;
        }
        catch (FormatException e)
        {
            throw Damaged(e);
        }
        throw Damaged(null);
    }

    private static string Encode(float[] values) => Convert.ToBase64String(MemoryMarshal.AsBytes<float>(values));

    private static float[] Decode(string text)
    {
        byte[] bytes = Convert.FromBase64String(text);
        if (bytes.Length % sizeof(float) != 0) throw new FormatException("not whole 32-bit numbers");
        return MemoryMarshal.Cast<byte, float>(bytes).ToArray();
    }

    private static ForewarnException Damaged(Exception? cause) => new(
        "decision record, modes: found numbers that do not match their SHA-256. Restore the log.",
        ExitCode.Usage, cause);
}
