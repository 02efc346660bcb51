// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/setup/enginechoice.h"
#include "widgets/look/placeholdershade.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QSignalBlocker>
#include <QStyle>

namespace holdline::widgets {

/// Sets a property that the style sheet reads. A style sheet does not follow it by itself.
inline void restyle(QWidget &widget, const char *property, const QVariant &value)
{
    if (widget.property(property) == value)
        return;
    widget.setProperty(property, value);
    widget.style()->unpolish(&widget);
    widget.style()->polish(&widget);
}

/// Shows words below a field of a form: a hint, or what is wrong with the field.
inline void say(QLabel &label, const QString &words, bool isComplaint)
{
    label.setText(words);
    label.setVisible(!words.isEmpty());
    restyle(label, "role", isComplaint ? QStringLiteral("complaint") : QStringLiteral("hint"));
}

/// Names the text field of an editable list like the list, for people who see it and for those who
/// hear it.
inline void nameField(QComboBox &box)
{
    box.lineEdit()->setPlaceholderText(box.accessibleName());
    box.lineEdit()->setAccessibleName(box.accessibleName());
    new PlaceholderShade(*box.lineEdit());
}

/// Whether the user has changed the text since the last call. QLineEdit::editingFinished() comes
/// whenever a field is left.
inline bool takeModified(QLineEdit &field)
{
    const bool isModified = field.isModified();
    field.setModified(false);
    return isModified;
}

/// Calls `finished` when the user has chosen or entered something.
template <typename Finished>
void connectFinished(QComboBox &box, QObject *context, Finished finished)
{
    QObject::connect(&box, &QComboBox::activated, context, finished);
    QObject::connect(box.lineEdit(), &QLineEdit::editingFinished, context, [&box, finished] {
        if (takeModified(*box.lineEdit()))
            finished();
    });
}

/// The field for the voice is shown only for the engine that speaks. These are the voices of
/// OpenAI, whose names other programs take, too.
inline void beginVoice(QComboBox &box, client::Engine engine, const QString &voice)
{
    using namespace Qt::StringLiterals;
    box.setVisible(engine == client::Engine::Voice);
    box.addItems({u"alloy"_s, u"ash"_s, u"coral"_s, u"echo"_s, u"fable"_s, u"nova"_s, u"onyx"_s,
                  u"sage"_s, u"shimmer"_s});
    box.setCurrentIndex(-1);
    box.setEditText(voice);
}

/// Lists the voices that a server has. What was entered stays.
inline void offerVoices(QComboBox &box, const QStringList &voices)
{
    const QSignalBlocker blocker(box);
    const QString text = box.currentText();
    box.clear();
    box.addItems(voices);
    box.setCurrentIndex(-1);
    box.setEditText(text);
}

} // namespace holdline::widgets
