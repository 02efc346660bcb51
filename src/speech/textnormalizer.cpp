// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "speech/textnormalizer.h"

#include "speech/codefence.h"
#include "speech/formwriter.h"

#include <QHash>

using namespace Qt::StringLiterals;

namespace holdline::speech {

namespace {

/// "Here is some Python code."
QString announcement(const QString &fence, TextLanguage language)
{
    static const QHash<QString, QString> kNames{
        {u"py"_s, u"Python"_s},
        {u"python"_s, u"Python"_s},
        {u"cpp"_s, u"C plus plus"_s},
        {u"c++"_s, u"C plus plus"_s},
        {u"c"_s, u"C"_s},
        {u"js"_s, u"JavaScript"_s},
        {u"javascript"_s, u"JavaScript"_s},
        {u"ts"_s, u"TypeScript"_s},
        {u"typescript"_s, u"TypeScript"_s},
        {u"java"_s, u"Java"_s},
        {u"rust"_s, u"Rust"_s},
        {u"go"_s, u"Go"_s},
        {u"bash"_s, u"shell"_s},
        {u"sh"_s, u"shell"_s},
        {u"sql"_s, u"SQL"_s},
        {u"html"_s, u"HTML"_s},
        {u"css"_s, u"CSS"_s},
        {u"json"_s, u"JSON"_s},
    };
    const QString name = kNames.value(fence.sliced(3).trimmed().toLower());
    switch (language) {
    case TextLanguage::English:
        return name.isEmpty() ? u"Here is some code."_s : u"Here is some %1 code."_s.arg(name);
    case TextLanguage::German:
        return name.isEmpty() ? u"Hier steht Code."_s : u"Hier steht Code in %1."_s.arg(name);
    case TextLanguage::Other:
        break;
    }
    return name.isEmpty() ? u"Code."_s : u"Code: %1."_s.arg(name); // most languages have the word
}

/// Words that stand for the whole of `sentence`.
SpokenForm standingFor(const QString &sentence, const QString &words)
{
    SpokenForm form{.text = words,
                    .written = std::vector<int>(static_cast<std::size_t>(words.size()), 0)};
    form.written.push_back(static_cast<int>(sentence.size()));
    return form;
}

} // namespace

SpokenForm TextNormalizer::pass(const QString &sentence)
{
    if (m_isInCode) {
        m_isInCode = false;
        return standingFor(sentence, {});
    }
    if (isCodeFence(sentence)) {
        m_isInCode = true;
        return standingFor(sentence, announcement(sentence, m_language));
    }
    m_language = languageOf(sentence, m_language);
    return FormWriter(sentence, m_language).write();
}

} // namespace holdline::speech
