using System.Text;
using UtfUnknown;

namespace BatchGen.Code.Inputs;

/// <summary>
/// The encoding of names in archives whose maker did not say it: Windows packs in its own code page. All names are judged together;
/// still they are short, so that what UTF.Unknown is not sure of is decided by how usual the characters are.
/// </summary>
internal static class LegacyNames
{
    private const float SureOfDouble = 0.9f;
    private const float SureOfSingle = 0.7f;

    /// <summary>1 for a character of the script, 1 more for a usual one, 1 more for one that file names have: what wrong readings do not reach.</summary>
    private const double LeastUsual = 1.5;

    private static readonly DoubleByte[] Doubles =
    [
        new(SourceEncoding.Gb18030, 0xB0, 0xD7, "新建文件夹副本测试代码源程序数据主说明文档库项目工具类配置接口前后端用户登录管理系统学习作业实验报告资料图片中国国际语言函数模块读我目录备份更新版本一二三四五六七八九十的日月年第章节"),
        new(SourceEncoding.ShiftJis, 0x88, 0x97, "新規文書資料日本語関数設計書仕様表示画面一覧処理データテストフォルダコピープログラムソースコードメモ説明の第章版年月日"),
        new(SourceEncoding.Big5, 0xA4, 0xC6, "新增資料夾檔案測試程式碼原始說明文件專案工具類別設定介面使用者登入管理系統學習作業實驗報告圖片中文語言函數模組目錄備份更新版本一二三四五六七八九十的日月年第章節"),
        new(SourceEncoding.EucKr, 0xB0, 0xC8, "새폴더문서테스트소스코드프로그램자료설명목록데이터파일한글국어함수모듈사용자로그인관리시스템학습과제실험보고서그림백업버전의은는이가을를에제장년월일복본"),
    ];

    private static readonly SourceEncoding[] Westerns = [SourceEncoding.Windows1252, SourceEncoding.Ibm850, SourceEncoding.Ibm437];

    public static SourceEncoding Find(IReadOnlyList<byte[]> names)
    {
        byte[] all = [.. names.SelectMany(name => name.Append((byte)'\n'))];
        if (System.Text.Unicode.Utf8.IsValid(all))
            return SourceEncoding.Utf8;
        var detected = CharsetDetector.DetectFromBytes(all).Detected;
        var form = EncodingForm.Find(detected?.EncodingName) is { IsUnicode: false } known ? known : null;
        if (form is not null && LegacyText.IsDouble(form) && detected!.Confidence >= SureOfDouble && Text(form.Encoding, all) is not null)
            return form.Encoding;
        (var encoding, var usual) = Doubles.Select(script => (script.Encoding, script.Usual(all))).MaxBy(candidate => candidate.Item2);
        if (usual >= LeastUsual)
            return encoding;
        if (form is not null && !LegacyText.IsDouble(form) && detected!.Confidence >= SureOfSingle && IsOfLetters(form.Encoding, all))
            return form.Encoding;
        return Westerns.Where(western => IsOfLetters(western, all)).Append(SourceEncoding.Ibm437).First();
    }

    private static string? Text(SourceEncoding encoding, byte[] bytes)
    {
        try
        {
            return EncodingForm.Of(encoding).Strict.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    private static bool IsOfLetters(SourceEncoding encoding, byte[] bytes) =>
        Text(encoding, bytes) is { } text && text.All(character => character < '\x80' || char.IsLetterOrDigit(character) || char.IsPunctuation(character));

    /// <param name="FirstLead">The first lead byte of the rows that hold the usual characters.</param>
    /// <param name="InNames">Characters that file names have.</param>
    private sealed record DoubleByte(SourceEncoding Encoding, byte FirstLead, byte LastLead, string InNames)
    {
        /// <summary>The mean over all characters beyond ASCII; 0 when the bytes are not of this encoding.</summary>
        public double Usual(byte[] bytes)
        {
            if (Text(Encoding, bytes) is not { } text)
                return 0;
            double[] points = [.. text.Where(character => character >= '\x80').Select(PointsOf)];
            return points.Length == 0 ? 0 : points.Average();
        }

        private double PointsOf(char character)
        {
            if (IsKana(character))
                return Encoding == SourceEncoding.ShiftJis ? 3 : 0;
            if (character is not ((>= '\u4E00' and <= '\u9FFF') or (>= '\uAC00' and <= '\uD7A3')))
                return character is (>= '\u3000' and <= '\u303F') or (>= '\uFF01' and <= '\uFF5E') ? 1 : -1;
            var lead = EncodingForm.Of(Encoding).Strict.GetBytes([character])[0];
            return 1 + (lead >= FirstLead && lead <= LastLead ? 1 : 0) + (InNames.Contains(character) ? 1 : 0);
        }

        private static bool IsKana(char character) => character is >= '\u3041' and <= '\u30FF';
    }
}
