// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "speech/pocketsphinxrecognizer.h"

#include "speech/hypothesis.h"
#include "speech/ngrammodel.h"
#include "speech/skills/phrasebook.h"

#include <QDir>
#include <QSet>
#include <QTemporaryFile>

#include <ngram_model.h>
#include <pocketsphinx.h>
#include <sphinxbase/err.h>

#include <utility>

#ifdef __GLIBC__
#include <malloc.h>
#endif

using namespace Qt::StringLiterals;

namespace holdline::speech {

namespace {

struct ConfigDeleter
{
    void operator()(cmd_ln_t *config) const { cmd_ln_free_r(config); }
};

struct DecoderDeleter
{
    void operator()(ps_decoder_t *decoder) const { ps_free(decoder); }
};

struct LogarithmsDeleter
{
    void operator()(logmath_t *logarithms) const { logmath_free(logarithms); }
};

struct NgramDeleter
{
    void operator()(ngram_model_t *model) const { ngram_model_free(model); }
};

using ConfigPtr = std::unique_ptr<cmd_ln_t, ConfigDeleter>;
using DecoderPtr = std::unique_ptr<ps_decoder_t, DecoderDeleter>;
using LogarithmsPtr = std::unique_ptr<logmath_t, LogarithmsDeleter>;
using NgramPtr = std::unique_ptr<ngram_model_t, NgramDeleter>;

/// The share of requests to the built-in skills in what users are expected to say. With 0.01,
/// 5.4 instead of 5.9 % of the words of such requests are wrong, but 38.0 instead of 35.9 % of the
/// words of people who say something else (./dev bench, skills_word_error_pct and
/// human_word_error_pct).
constexpr float kRequests = 0.001F;
/// The number of hypotheses that are followed at a time. With pocketsphinx's 30 000 recognition
/// takes a third more processor time and understands no more.
constexpr const char *kHypotheses = "6000";

/// Paths of the parts of the US English models in a model folder.
struct Models
{
    explicit Models(const QString &folder)
        : acoustic(folder + u"/en-us/en-us"_s)
        , language(folder + u"/en-us/en-us.lm.bin"_s)
        , dictionary(folder + u"/en-us/cmudict-en-us.dict"_s)
    {
    }

    /// The first file that is missing; empty if none is. If some of them are missing, pocketsphinx
    /// ends the process.
    QString missing() const
    {
        const QStringList files = {acoustic + u"/mdef"_s,
                                   acoustic + u"/means"_s,
                                   acoustic + u"/variances"_s,
                                   acoustic + u"/transition_matrices"_s,
                                   language,
                                   dictionary};
        const auto file = std::ranges::find_if(
            files, [](const QString &path) { return !QFileInfo(path).isReadable(); });
        return file == files.end() ? QString() : QDir::toNativeSeparators(*file);
    }

    QString acoustic;
    QString language;
    QString dictionary;
};

/// The caller has cut the speech out of the stream, so pocketsphinx's own detection is off. Without
/// the flat search the end of an utterance takes 10 ms instead of 170 ms.
ConfigPtr makeConfig(const Models &models)
{
    err_set_logfp(nullptr); // of this thread; otherwise it writes to stderr
    return ConfigPtr(cmd_ln_init(nullptr, ps_args(), TRUE, "-hmm",
                                 QFile::encodeName(models.acoustic).constData(), "-fwdflat", "no",
                                 "-maxhmmpf", kHypotheses, "-remove_noise", "no", "-remove_silence",
                                 "no", nullptr));
}

NgramPtr readModel(cmd_ln_t *config, logmath_t *logarithms, const QString &path,
                   ngram_file_type_t type)
{
    return NgramPtr(
        ngram_model_read(config, QFile::encodeName(path).constData(), type, logarithms));
}

/// What users say: general English and, within it, requests to the built-in skills. Without the
/// second part "one is" is heard for "what is".
struct Language
{
    NgramPtr model; ///< null if it cannot be read
    QSet<QByteArray> words;
};

void collectWords(ngram_model_t *model, QSet<QByteArray> &words)
{
    const uint32 count = ngram_model_get_counts(model)[0];
    for (uint32 i = 0; i < count; ++i)
        words.insert(ngram_word(model, static_cast<int32>(i)));
}

Language readLanguage(cmd_ln_t *config, logmath_t *logarithms, const Models &models)
{
    QTemporaryFile file; // pocketsphinx reads models only from files
    if (!file.open() || file.write(trigramModel(spokenRequests())) < 0 || !file.flush())
        return {};
    NgramPtr general = readModel(config, logarithms, models.language, NGRAM_AUTO);
    NgramPtr requests = readModel(config, logarithms, file.fileName(), NGRAM_ARPA);
    if (!general || !requests)
        return {};
    Language language;
    collectWords(general.get(), language.words);
    collectWords(requests.get(), language.words);
    ngram_model_t *parts[] = {general.get(), requests.get()};
    char *names[] = {const_cast<char *>("general"), const_cast<char *>("requests")};
    const float weights[] = {1 - kRequests, kRequests};
    // The set keeps the parts alive by references of its own.
    language.model.reset(ngram_model_set_init(config, parts, names, weights, 2));
    return language;
}

/// Copies the pronunciations of `words` from the dictionary at `path`. All others would take 8 MB
/// and never be heard.
bool copyPronunciations(const QString &path, const QSet<QByteArray> &words, QFile &copy)
{
    QFile dictionary(path);
    if (!dictionary.open(QIODevice::ReadOnly))
        return false;
    QByteArray lines;
    while (!dictionary.atEnd()) {
        const QByteArray line = dictionary.readLine();
        QByteArray word = line.left(line.indexOf(' '));
        if (const qsizetype variant = word.indexOf('('); variant > 0) // "the(2)"
            word.truncate(variant);
        if (words.contains(word))
            lines += line;
    }
    return copy.write(lines) == lines.size() && copy.flush();
}

/// Null if pocketsphinx does not accept the models. `logarithms` must outlive the decoder.
DecoderPtr makeDecoder(cmd_ln_t *config, logmath_t *logarithms, const Models &models)
{
    const Language language = readLanguage(config, logarithms, models);
    QTemporaryFile dictionary;
    if (!language.model || !dictionary.open()
        || !copyPronunciations(models.dictionary, language.words, dictionary))
        return nullptr;
    cmd_ln_set_str_r(config, "-dict", QFile::encodeName(dictionary.fileName()).constData());
    DecoderPtr decoder(ps_init(config));
    constexpr const char *kName = "language";
    if (!decoder || ps_set_lm(decoder.get(), kName, language.model.get()) != 0
        || ps_set_search(decoder.get(), kName) != 0)
        return nullptr;
    return decoder;
}

logmath_t *logarithmsFor(cmd_ln_t *config)
{
    return logmath_init(static_cast<double>(cmd_ln_float32_r(config, "-logbase")), 0, TRUE);
}

class PocketsphinxRecognizer : public Recognizer
{
public:
    PocketsphinxRecognizer(ConfigPtr config, LogarithmsPtr logarithms, DecoderPtr decoder)
        : m_config(std::move(config))
        , m_logarithms(std::move(logarithms))
        , m_decoder(std::move(decoder))
        , m_initialMean(static_cast<std::size_t>(normalization()->veclen))
    {
        cmn_live_get(normalization(), m_initialMean.data());
    }

    void start() override
    {
        // Does not ask for the words, because that would search all hypotheses.
        if (std::exchange(m_isInUtterance, true))
            ps_end_utt(m_decoder.get());
        // Otherwise what the decoder has learnt about one voice would spoil the next utterance.
        cmn_live_set(normalization(), m_initialMean.data());
        ps_start_stream(m_decoder.get());
        ps_start_utt(m_decoder.get());
    }
    void feed(audio::PcmView pcm) override
    {
        ps_process_raw(m_decoder.get(), pcm.data(), pcm.size(), FALSE, FALSE);
    }
    QString partial() const override { return words(); }
    QString finish() override
    {
        ps_end_utt(m_decoder.get());
        m_isInUtterance = false;
        return words();
    }

private:
    cmn_t *normalization() const { return ps_get_feat(m_decoder.get())->cmn_struct; }

    QString words() const
    {
        int32 score = 0;
        return sentenceFrom(ps_get_hyp(m_decoder.get(), &score));
    }

    ConfigPtr m_config; ///< must outlive the decoder
    LogarithmsPtr m_logarithms; ///< must outlive the decoder, whose language models use it
    DecoderPtr m_decoder;
    std::vector<mfcc_t> m_initialMean; ///< of the cepstrum, as in the models
    bool m_isInUtterance = false;
};

Result<std::unique_ptr<Recognizer>, QString> load(const QString &folder)
{
    const Models models(folder);
    if (const QString missing = models.missing(); !missing.isEmpty())
        return Failure{u"The speech models are incomplete: %1 cannot be read. Install the package "
                       "pocketsphinx-en-us or name another model folder."_s.arg(missing)};
    ConfigPtr config = makeConfig(models);
    LogarithmsPtr logarithms(config ? logarithmsFor(config.get()) : nullptr);
    DecoderPtr decoder = logarithms ? makeDecoder(config.get(), logarithms.get(), models) : nullptr;
    if (!decoder)
        return Failure{u"pocketsphinx could not load the speech models in %1."_s.arg(
            QDir::toNativeSeparators(folder))};
#ifdef __GLIBC__
    ::malloc_trim(0); // 5 MB of what was needed only for loading
#endif
    return std::unique_ptr<Recognizer>(std::make_unique<PocketsphinxRecognizer>(
        std::move(config), std::move(logarithms), std::move(decoder)));
}

} // namespace

RecognizerFactory pocketsphinxRecognizer(const QString &modelFolder)
{
    const QString folder =
        modelFolder.isEmpty() ? QStringLiteral(POCKETSPHINX_MODEL_FOLDER) : modelFolder;
    return [folder] { return load(folder); };
}

} // namespace holdline::speech
