using Forewarn.Core;
using Forewarn.Verifier.Hub;
using Forewarn.Verifier.Tests.Decoders;

namespace Forewarn.Verifier.Tests.Hub;

public sealed class HubVisionTests : IDisposable
{
    private readonly HubModelFolder _folder = new(TinyLayout.All[0]);

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public void Rows_equal_those_of_an_independent_loop(bool patches, bool half)
    {
        var tiny = new TinyVision(patches);
        tiny.Save(_folder, half: half);
        using var vision = HubVision.Open(_folder.Path, TinyDecoder.Width);
        // Smaller, as large, larger, and one that is not square; patched ones in the sizes that their bounds give.
        foreach (var (height, width, fittedHeight, fittedWidth) in new[] { (3, 3, 8, 8), (8, 8, 8, 8), (5, 9, 8, 12), (20, 20, 8, 8) })
        {
            var picture = TinyVision.Picture((ulong)(height + width), height, width);
            double[] wanted = patches ? tiny.Rows(picture, fittedHeight, fittedWidth) : tiny.Rows(picture);
            Assert.Equal(wanted.Length / TinyDecoder.Width, vision.Tokens(height, width));
            var found = new float[wanted.Length];
            for (int again = 0; again < 2; again++) vision.Read(picture, found, default);
            for (int i = 0; i < found.Length; i++) Assert.Equal(wanted[i], found[i], half ? 0.05 : 1e-4);
        }
    }

    [Fact]
    public void The_precision_s_own_graph_is_taken_and_the_full_one_where_it_has_none()
    {
        var (full, other) = (new TinyVision(false, 1), new TinyVision(false, 2));
        full.Save(_folder);
        other.Save(_folder, "_int8");
        var picture = TinyVision.Picture(3, 6, 6);
        foreach (var (precision, tiny) in new[] { ("", full), ("int8", other), ("q4", full) })
        {
            using var vision = HubVision.Open(_folder.Path, TinyDecoder.Width, precision);
            var found = new float[TinyVision.TileTokens * TinyDecoder.Width];
            vision.Read(picture, found, default);
            Assert.Equal(tiny.Rows(picture)[5], found[5], 1e-4);
        }
    }

    [Fact]
    public void A_decoder_opens_without_looking_at_the_vision_graph()
    {
        File.WriteAllText(_folder.At("onnx/vision_encoder.onnx"), "no graph at all");
        using var decoder = HubDecoder.Open(_folder.Path);
        File.WriteAllText(_folder.At("preprocessor_config.json"), "{\"do_normalize\": false}");
        Refused("vision_encoder.onnx", "an ONNX graph");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Rows_of_another_width_than_the_decoder_s_are_refused(bool patches)
    {
        new TinyVision(patches).Save(_folder, width: 20);
        Refused($"rows of width 20, wanted {TinyDecoder.Width}");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_graph_without_the_expected_names_is_refused_by_what_it_has(bool patches)
    {
        new TinyVision(patches).Save(_folder, pixels: "images");
        Refused("'pixel_values'", "images");
    }

    [Fact]
    public void Missing_files_are_named()
    {
        Refused("no preprocessor_config.json");
        new TinyVision(false).Save(_folder);
        File.Delete(_folder.At("onnx/vision_encoder.onnx"));
        Refused("no vision_encoder.onnx");
    }

    [Fact]
    public void A_configuration_that_does_not_fit_is_refused()
    {
        new TinyVision(true).Save(_folder);
        _folder.Change("preprocessor_config.json", c => c["patch_size"] = 14);
        Refused("patches of 24 numbers", "1176 = 3 x 2 x 14 x 14");
        _folder.Change("preprocessor_config.json", c => c["image_std"] = new System.Text.Json.Nodes.JsonArray(0.1, 0, 0.2));
        Refused("image_std");
    }

    private void Refused(params IEnumerable<string> parts)
    {
        var error = Assert.Throws<ForewarnException>(() => HubVision.Open(_folder.Path, TinyDecoder.Width));
        foreach (string part in parts) Assert.Contains(part, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }
}
