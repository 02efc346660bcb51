// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "speech/textlanguage.h"

#include <QStringList>

using namespace Qt::StringLiterals;

namespace holdline::speech {

TextLanguage languageOf(QStringView text, TextLanguage before)
{
    static const QStringList kEnglish{u"the"_s,  u"and"_s, u"is"_s,   u"are"_s,  u"of"_s,
                                      u"to"_s,   u"you"_s, u"it"_s,   u"that"_s, u"for"_s,
                                      u"with"_s, u"a"_s,   u"i"_s,    u"your"_s, u"this"_s,
                                      u"have"_s, u"on"_s,  u"costs"_s};
    static const QStringList kGerman{u"der"_s,  u"die"_s,   u"das"_s,    u"und"_s,  u"ist"_s,
                                     u"sind"_s, u"nicht"_s, u"ein"_s,    u"eine"_s, u"ich"_s,
                                     u"zu"_s,   u"mit"_s,   u"auf"_s,    u"für"_s,  u"sie"_s,
                                     u"von"_s,  u"es"_s,    u"kostet"_s, u"im"_s,   u"den"_s};
    int lead = 0; // of English
    for (const QStringView word : text.tokenize(u' ')) {
        const QString plain = word.toString().toLower();
        lead += kEnglish.contains(plain) ? 1 : 0;
        lead -= kGerman.contains(plain) ? 1 : 0;
    }
    if (lead == 0)
        return before;
    return lead > 0 ? TextLanguage::English : TextLanguage::German;
}

} // namespace holdline::speech
