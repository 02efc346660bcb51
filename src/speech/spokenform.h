// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <vector>

namespace holdline::speech {

/// What a voice says for a written text. A plain value.
struct SpokenForm
{
    QString text{}; ///< empty if there is nothing to say
    /// For each character of `text`, and for its end, the written character that it stands for.
    /// These positions never fall.
    std::vector<int> written{0};

    /// A text that is spoken as it is written.
    static SpokenForm verbatim(const QString &text);
    /// The written text that was spoken when the words of `text` before `spoken` were heard.
    int writtenBefore(qsizetype spoken) const { return written[static_cast<std::size_t>(spoken)]; }
    /// The part from `begin` to `end`, counted in `text`, of which the written text begins at
    /// `from`.
    SpokenForm part(qsizetype begin, qsizetype end, int from) const;
};

/// Builds the spoken form of one sentence from its beginning to its end. Between words it keeps one
/// space, and where a pause is written, no second one. A plain value.
class SpokenFormBuilder
{
public:
    SpokenFormBuilder() { m_form.written.clear(); }

    /// `written` is the written character that `c` stands for; it never falls.
    void append(QChar c, qsizetype written);
    /// The form of a written sentence of `length` characters; empty if no letter or number is said.
    /// With `needsStop`, a last word without a mark gets a full stop. To be called once.
    SpokenForm finish(qsizetype length, bool needsStop);

private:
    void dropLast();

    SpokenForm m_form;
};

/// Of a pause: a comma, a stop and the like.
bool isPauseMark(QChar c);

} // namespace holdline::speech
