// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "speech/pocketsphinxrecognizer.h"

#include "speech/hypothesis.h"

#include <QDir>

#include <pocketsphinx.h>

#include <utility>

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

using ConfigPtr = std::unique_ptr<cmd_ln_t, ConfigDeleter>;
using DecoderPtr = std::unique_ptr<ps_decoder_t, DecoderDeleter>;

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
    return ConfigPtr(cmd_ln_init(
        nullptr, ps_args(), TRUE, "-hmm", QFile::encodeName(models.acoustic).constData(), "-lm",
        QFile::encodeName(models.language).constData(), "-dict",
        QFile::encodeName(models.dictionary).constData(), "-fwdflat", "no", "-remove_noise", "no",
        "-remove_silence", "no", "-logfn", "/dev/null", nullptr));
}

class PocketsphinxRecognizer : public Recognizer
{
public:
    PocketsphinxRecognizer(ConfigPtr config, DecoderPtr decoder)
        : m_config(std::move(config))
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
    DecoderPtr decoder(config ? ps_init(config.get()) : nullptr);
    if (!decoder)
        return Failure{u"pocketsphinx could not load the speech models in %1."_s.arg(
            QDir::toNativeSeparators(folder))};
    return std::unique_ptr<Recognizer>(
        std::make_unique<PocketsphinxRecognizer>(std::move(config), std::move(decoder)));
}

} // namespace

RecognizerFactory pocketsphinxRecognizer(const QString &modelFolder)
{
    const QString folder =
        modelFolder.isEmpty() ? QStringLiteral(POCKETSPHINX_MODEL_FOLDER) : modelFolder;
    return [folder] { return load(folder); };
}

} // namespace holdline::speech
