// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/persona/personacontroller.h"

#include <QWidget>

#include <memory>

namespace Ui {
class PersonaForm;
}

namespace holdline::widgets {

/// The fields of one persona. An edit counts when its field is left, or with commit(). Owned by
/// PersonaDialog.
class PersonaForm : public QWidget
{
    Q_OBJECT

public:
    explicit PersonaForm(QWidget *parent = nullptr);
    ~PersonaForm() override;

    /// Shows a persona, and drops edits that do not count yet.
    void setPersona(const client::Persona &persona);
    /// The voices of the server; empty if it does not tell them.
    void setVoices(const QList<protocol::Voice> &voices);
    /// True if what the user says is understood by the built-in recogniser.
    void setHearsOnlyEnglish(bool onlyEnglish);
    /// Makes the edits count that the user has just made.
    void commit();
    void focusName();

    bool eventFilter(QObject *watched, QEvent *event) override;

Q_SIGNALS:
    void edited(const holdline::client::Persona &persona);
    void sampleRequested(const holdline::protocol::SampleVoice &request);

private:
    void fillChoices();
    void connectFields();
    void fillVoices();
    void refreshWords();
    QString languageWarning() const;
    void choosePicture();
    void setPicture(const QByteArray &png);
    void listen();
    client::Persona fromFields() const;
    bool isSpoken(const QString &language) const;

    std::unique_ptr<Ui::PersonaForm> m_ui;
    client::Persona m_persona; ///< as it counts now
    QList<protocol::Voice> m_voices;
    bool m_hearsOnlyEnglish = false;
    bool m_isFilling = false; ///< the fields change, but not by the user
};

} // namespace holdline::widgets
