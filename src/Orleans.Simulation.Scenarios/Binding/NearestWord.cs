namespace Orleans.Simulation.Scenarios.Binding;

/// <summary>Finds the known word that a misspelt one was meant to be.</summary>
internal static class NearestWord
{
    // Two slips in a short word already make another word.
    private const int MaxDistance = 2;
    private const int MaxLength = 64;

    /// <summary>The closest known word, or null when none is close. Case does not matter.</summary>
    public static string? Find(string word, IEnumerable<string> known)
    {
        if (word.Length > MaxLength)
        {
            return null;
        }

        var (best, distance) = ((string?)null, Math.Min(MaxDistance, word.Length / 2) + 1);
        foreach (var candidate in known)
        {
            var next = Distance(word.ToUpperInvariant(), candidate.ToUpperInvariant());
            if (next < distance)
            {
                (best, distance) = (candidate, next);
            }
        }

        return best;
    }

    // Levenshtein distance with neighbour swaps counted as two slips: a row of the table at a time.
    private static int Distance(string left, string right)
    {
        var row = Enumerable.Range(0, right.Length + 1).ToArray();
        for (var i = 1; i <= left.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var replaced = diagonal + (left[i - 1] == right[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[right.Length];
    }
}
