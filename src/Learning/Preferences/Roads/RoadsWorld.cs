using Forewarn.Core;

namespace Forewarn.Learning.Preferences.Roads;

/// <summary>
/// A world small enough that every optimum is computed: prompts <c>x ∈ {-1, 1}^4</c>, answers <c>y ∈ {-1, 1}^m</c>. Tables are
/// flat, <c>[P · Y]</c>, the answers of a prompt side by side; bit j of an index is the sign of coordinate j.
/// </summary>
/// <param name="Bits">m, the tokens of an answer.</param>
/// <param name="Reward">True reward <c>[P · Y]</c>.</param>
/// <param name="LogReference">ln π_ref <c>[P · Y]</c>.</param>
public sealed record RoadsWorld(int Bits, double[] Reward, double[] LogReference)
{
    public const int PromptBits = 4, Prompts = 1 << PromptBits;

    /// <summary>Y, the answers to a prompt.</summary>
    public int Answers => 1 << Bits;

    /// <summary>Place of an answer to a prompt in a table.</summary>
    public int Cell(int prompt, int answer) => (prompt << Bits) + answer;

    /// <summary>Coordinate of a word: -1 or 1.</summary>
    public static double Sign(int word, int bit) => (word >> bit & 1) == 0 ? -1 : 1;

    /// <summary>Reward <c>x' W y / sqrt(4 m)</c> with random signs W: one line of code verifies, sixteen tables generate.</summary>
    public static RoadsWorld Bilinear(int bits, SeedStream seed)
    {
        var signs = new double[PromptBits * bits];
        for (int i = 0; i < signs.Length; i++) signs[i] = seed.Next(2) == 0 ? -1 : 1;
        var reward = new double[Prompts << bits];
        for (int cell = 0; cell < reward.Length; cell++)
        {
            int x = cell >> bits, y = cell & (1 << bits) - 1;
            double sum = 0;
            for (int i = 0; i < PromptBits; i++)
                for (int j = 0; j < bits; j++) sum += signs[i * bits + j] * Sign(x, i) * Sign(y, j);
            reward[cell] = sum / Math.Sqrt(PromptBits * bits);
        }
        return new(bits, reward, Uniform(bits));
    }

    /// <summary>Standard normal reward in every cell: nothing shorter than the table verifies it.</summary>
    public static RoadsWorld Table(int bits, SeedStream seed) => new(bits, Normals(bits, 1, seed), Uniform(bits));

    /// <summary>This world with a reference of random log-weights, normal with this spread before they are normalized.</summary>
    public RoadsWorld WithReference(double spread, SeedStream seed) =>
        this with { LogReference = SoftOptimum.Normalized(Normals(Bits, spread, seed), Answers) };

    /// <summary>
    /// Pairs of two different answers to a uniform prompt, labeled by Bradley-Terry on the true reward: the first is better with
    /// probability <c>σ(r(a) - r(b))</c>. The winner stands first.
    /// </summary>
    /// <param name="logSampling">Log-probability of an answer <c>[P · Y]</c>; null = uniform.</param>
    public RoadsPair[] Draw(int count, SeedStream seed, double[]? logSampling = null)
    {
        var pairs = new RoadsPair[count];
        for (int i = 0; i < count; i++)
        {
            int x = seed.Next(Prompts), a = Answer(x), b = a;
            while (b == a) b = Answer(x);
            double wins = BradleyTerry.Sigmoid(Reward[Cell(x, a)] - Reward[Cell(x, b)]);
            pairs[i] = seed.NextDouble() < wins ? new(x, a, b) : new(x, b, a);
        }
        return pairs;

        int Answer(int x) => logSampling is null ? seed.Next(Answers) : SoftOptimum.Draw(logSampling.AsSpan(Cell(x, 0), Answers), seed);
    }

    /// <summary>J, the true reward of a policy, mean over prompts.</summary>
    /// <param name="logPolicy"><c>[P · Y]</c>.</param>
    public double Value(double[] logPolicy)
    {
        double sum = 0;
        for (int i = 0; i < Reward.Length; i++) sum += Math.Exp(logPolicy[i]) * Reward[i];
        return sum / Prompts;
    }

    private static double[] Uniform(int bits)
    {
        var table = new double[Prompts << bits];
        Array.Fill(table, -bits * Math.Log(2));
        return table;
    }

    private static double[] Normals(int bits, double spread, SeedStream seed)
    {
        var table = new double[Prompts << bits];
        for (int i = 0; i < table.Length; i++) table[i] = spread * seed.NextNormal();
        return table;
    }
}
